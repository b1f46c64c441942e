import { typescriptArguments } from '../../../../tools/typescript.mjs';

/** How `npm start` runs Node, for our server and what it is measured against in Node. */
export const nodeArguments = ['--max-semi-space-size=4', ...typescriptArguments];
