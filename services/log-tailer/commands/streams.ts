import type { Readable, Writable } from 'node:stream';

/** What a command reads and writes, and what it knows of the process. */
export interface CommandStreams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable;
  readonly env: NodeJS.ProcessEnv;
}

/** Says what is wrong with how a command was called. Returns the exit code. */
export function complain({ stderr }: CommandStreams, lines: readonly string[]): number {
  stderr.write(`${lines.join('\n')}\n`);
  return 2;
}

/** Standard input; where it is a terminal, somebody is told that it waits. */
export function standardInput({ stdin, stderr }: CommandStreams): Readable {
  if (stdin.isTTY) stderr.write('Lines, please; Ctrl-D ends them.\n');
  return stdin;
}
