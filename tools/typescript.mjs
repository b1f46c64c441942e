// How this Node runs TypeScript: by itself from 22.18 on, through tsx before.
/** The arguments to put before a TypeScript file's name on node's command line. */
export const typescriptArguments = process.features.typescript ? [] : ['--import', 'tsx'];
