import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { cpuSeconds, pause } from '../processes.ts';
import { nodeArguments } from '../statsd/servers/node-arguments.ts';
import { startDiscardingServer } from './discarding-server.ts';

/** The log-tailer as a process of its own, at a server that discards what it says. */
export interface TailerProcess {
  readonly pid: number;
  /** Every file `*.log` in it is read, from its beginning. */
  readonly directory: string;
  /** What the server was told of a counter, and has acknowledged; `log.lines` and `http.server.requests` are known. */
  total(counter: string): number;
  /** Resolves when so many lines have been counted and acknowledged. */
  counted(lines: number): Promise<void>;
  stop(): Promise<void>;
}

/** Where it runs; `engine` is the socket of a Docker engine. */
export interface TailerProcessOptions {
  readonly scratch: string;
  readonly engine?: string;
  /** Rules of the configuration. */
  readonly rules?: readonly object[] | undefined;
}

const mainFile = fileURLToPath(new URL('../../../services/log-tailer/main.ts', import.meta.url));
/** Between two looks, milliseconds. */
const askedEvery = 5;
/** What is not counted by then never will be, milliseconds. */
const patience = 120_000;

/** Starts it with its defaults, but for where it reads, and waits until it does nothing any more. */
export async function startTailer({ scratch, engine, rules = [] }: TailerProcessOptions): Promise<TailerProcess> {
  const server = await startDiscardingServer(['log.lines', 'http.server.requests']);
  const directory = join(scratch, 'logs');
  const config = join(scratch, 'tidegauge.yaml');
  mkdirSync(directory);
  writeFileSync(
    config,
    stringify({
      data: join(scratch, 'data'),
      link: { server: `127.0.0.1:${server.port}` },
      logs: {
        files: [join(directory, '*.log')],
        journal: [],
        containers: engine !== undefined,
        start_at: 'beginning',
        inspection: { enabled: false },
        rules,
      },
      containers: engine === undefined ? {} : { engine },
    }),
  );
  const child = spawn(process.execPath, [...nodeArguments, mainFile, '--config', config], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the log-tailer did not start');
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const running = () => {
    if (child.exitCode !== null) throw new Error(`the log-tailer ended with ${child.exitCode}`);
  };
  await until(running, server.greeted);
  await idle(pid);
  return {
    pid,
    directory,
    total: server.total,
    counted: lines => until(running, () => server.total('log.lines') >= lines),
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      process.removeListener('exit', kill);
      await server.close();
    },
  };
}

async function until(running: () => void, isSo: () => boolean): Promise<void> {
  const began = performance.now();
  while (!isSo()) {
    running();
    if (performance.now() - began > patience) throw new Error('the log-tailer did not count all lines');
    await pause(askedEvery);
  }
}

/** Resolves when a process has used next to nothing for half a second. */
async function idle(pid: number): Promise<void> {
  for (let last = -1; ; ) {
    const now = cpuSeconds(pid);
    if (now - last <= 0.01 && last >= 0) return;
    last = now;
    await pause(500);
  }
}
