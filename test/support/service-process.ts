import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { killAfterOurEnd } from './our-end.ts';

/** A service in a process of its own. */
export interface ServiceProcess {
  readonly pid: number;
  /** Everything it printed so far, on both outputs. */
  output(): string;
  /** Undefined while it runs. */
  exitCode(): number | NodeJS.Signals | undefined;
  /** Waits for its end: the exit code, or the signal's name. */
  ended(): Promise<number | NodeJS.Signals>;
  /** Signals it and waits for its end. */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

const pathOf = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url));

/** Starts `services/NAME/main.ts`, which is killed after the test if it still runs. */
export function startService(
  t: TestContext,
  name: string,
  argv: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ServiceProcess {
  return startProcess(t, 'tools/run.mjs', [pathOf(`services/${name}/main.ts`), ...argv], env);
}

/** Starts a script of ours, as {@link startService} does. */
export function startProcess(
  t: TestContext,
  script: string,
  argv: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ServiceProcess {
  const child = spawn(process.execPath, [pathOf(script), ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  killAfterOurEnd(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', text => {
      output += text;
    });
  }
  const closed = once(child, 'close');
  const service: ServiceProcess = {
    pid: child.pid ?? 0,
    output: () => output,
    exitCode: () => exitOf(child),
    async ended() {
      await closed;
      return exitOf(child) ?? 'SIGKILL';
    },
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return service.ended();
    },
  };
  t.after(() => service.stop('SIGKILL'));
  return service;
}

const exitOf = ({ exitCode, signalCode }: ChildProcess) => exitCode ?? signalCode ?? undefined;
