import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A command line, bound to one core (taskset of util-linux) if one is given. */
export function command(argv: readonly string[], cpu?: number): [string, ...string[]] {
  const [program = '', ...rest] = cpu === undefined ? argv : ['taskset', '-c', String(cpu), ...argv];
  return [program, ...rest];
}

/** A program that runs, and the lines that it prints. */
export interface Program {
  readonly pid: number;
  /** The next line it prints; rejects when it ends before. */
  line(): Promise<string>;
  /** Writes a line to its standard input. */
  tell(line: string): void;
  /** Ends it, and waits until it is gone. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a program, bound to one core if one is given. Its standard error is lost unless `loud`. */
export function startProgram(
  argv: readonly string[],
  { cpu, loud = true }: { readonly cpu?: number | undefined; readonly loud?: boolean } = {},
): Program {
  const [program, ...rest] = command(argv, cpu);
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(program, rest, {
    stdio: ['pipe', 'pipe', loud ? 'inherit' : 'ignore'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${argv.join(' ')} did not start`);
  const ended = once(child, 'close');
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  const lines: AsyncIterator<string> = linesOf(createInterface({ input: child.stdout }));
  return {
    pid,
    async line() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${argv.join(' ')} ended before it answered`);
      return value;
    },
    tell: line => child.stdin.write(`${line}\n`),
    async end(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
      process.removeListener('exit', stop);
    },
  };
}

const linesOf = (lines: Interface) => lines[Symbol.asyncIterator]();

/** All that a process prints until it ends. */
export async function outputOf(child: ChildProcess): Promise<string> {
  let printed = '';
  child.stdout?.on('data', text => {
    printed += text;
  });
  await once(child, 'close');
  return printed;
}
