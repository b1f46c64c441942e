/** What the log-tailer and the pages, where they are processes of their own, agree on: JSON by HTTP. */

/** The Host header of every request. */
export const inspectorHost = 'log-tailer.tidegauge.internal';

/** The addresses: of the list, of one log (`?name=`), and of the test, to which a test is posted. */
export const inspectorPaths = { sources: '/sources', source: '/source', test: '/rules/test' } as const;

/** Bytes of a test at most. */
export const longestTest = 262_144;
