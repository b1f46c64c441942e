import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { killAfterOurEnd } from '../support/our-end.ts';
import { until } from '../support/until.ts';

/** A process that is started again whenever it ends, as systemd or Docker do. */
export interface Supervised {
  readonly name: string;
  /** Waits until it runs. */
  running(): Promise<void>;
  /** Signals it, and starts it again `down` ms after its end. For how long it had run, ms. */
  kill(signal: NodeJS.Signals, down: number): number;
  /** Ends that nobody asked for. */
  crashes(): readonly string[];
  /** The last line that it printed. */
  lastLine(): string;
  /** Ends it with SIGTERM, for good; what it ended with. */
  stop(): Promise<number | NodeJS.Signals | null>;
}

/** What is run. */
export interface SupervisedOptions {
  readonly name: string;
  /** Script of the repository, and its arguments. */
  readonly command: readonly string[];
  /** Everything that it prints is appended there. */
  readonly log: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
/** A process that ends by itself is started again after this, milliseconds. */
const afterCrash = 500;

/** Starts it. It does not outlive this process. */
export function supervise({ name, command, log }: SupervisedOptions): Supervised {
  let child: ChildProcess | undefined;
  let startedAt = 0;
  let down = afterCrash;
  let asked = false;
  let stopped = false;
  const crashes: string[] = [];

  function start(): void {
    const descriptor = openSync(log, 'a');
    const started = spawn(process.execPath, [...command], { cwd: root, stdio: ['ignore', descriptor, descriptor] });
    closeSync(descriptor);
    killAfterOurEnd(started);
    child = started;
    startedAt = Date.now();
    started.on('exit', (code, signal) => {
      child = undefined;
      if (!asked) crashes.push(`${name} ended by itself with ${signal ?? code}`);
      asked = false;
      if (!stopped) setTimeout(() => !stopped && start(), down);
      down = afterCrash;
    });
  }
  start();

  return {
    name,
    running: () => until(() => child !== undefined && !asked, `${name} running`, 60),
    kill(signal, wanted) {
      asked = child !== undefined;
      down = wanted;
      child?.kill(signal);
      return Date.now() - startedAt;
    },
    crashes: () => crashes,
    lastLine: () => readFileSync(log, 'utf8').trimEnd().split('\n').at(-1) ?? '',
    async stop() {
      stopped = true;
      const running = child;
      if (!running) return 0;
      asked = true;
      running.kill('SIGTERM');
      await until(() => running.exitCode !== null || running.signalCode !== null, `the end of ${name}`, 60);
      return running.exitCode ?? running.signalCode;
    },
  };
}
