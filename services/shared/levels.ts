/** The severities that `log.entries` counts, from the least to the worst; `unknown` where a line shows none. */
export const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'unknown'] as const;

/** One of {@link levels}. */
export type Level = (typeof levels)[number];
