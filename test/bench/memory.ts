import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { freePort } from '../support/free-port.ts';
import { killAfterOurEnd } from '../support/our-end.ts';
import { scratchUntilExit } from '../support/scratch.ts';
import { cpuSeconds, pause, residentBytes } from './processes.ts';
import { send } from './statsd/generator.ts';
import { flood } from './statsd/load.ts';

/** What the standalone process took. */
export interface MemoryResult {
  /** Seconds from the process's start to the first page answered. */
  readonly startSeconds: number;
  /** Resident bytes after `idleSeconds` with nothing but its own collectors. */
  readonly idleBytes: number;
  readonly idleSeconds: number;
  /** Share of a core over the idle time. */
  readonly idleCpu: number;
  /** Resident bytes at the end of a flood of StatsD lines. */
  readonly loadBytes: number;
}

const startFile = fileURLToPath(new URL('../../tools/start.mjs', import.meta.url));

/** Runs the standalone process with its defaults (this host, its logs, its containers) in a fresh data directory. */
export async function measureMemory(idleSeconds: number): Promise<MemoryResult> {
  const directory = scratchUntilExit();
  const [statsdPort, webPort] = [await freePort(), await freePort()];
  const file = join(directory, 'tidegauge.yaml');
  await writeFile(
    file,
    stringify({ data: join(directory, 'data'), statsd: { port: statsdPort }, web: { port: webPort } }),
  );
  const started = performance.now();
  const child = spawn(process.execPath, ['--max-semi-space-size=4', startFile, '--config', file], { stdio: 'ignore' });
  killAfterOurEnd(child);
  const pid = child.pid ?? 0;
  try {
    while (!(await answers(`http://127.0.0.1:${webPort}/`))) {
      if (child.exitCode !== null) throw new Error(`Tidegauge ended with ${child.exitCode}`);
      await pause(20);
    }
    const startSeconds = (performance.now() - started) / 1000;
    await pause(5_000);
    const cpuBefore = cpuSeconds(pid);
    await pause(idleSeconds * 1000);
    const idleCpu = (cpuSeconds(pid) - cpuBefore) / idleSeconds;
    const idleBytes = residentBytes(pid);
    await send(statsdPort, { ...flood, seconds: 20, tags: 3 });
    return { startSeconds, idleBytes, idleSeconds, idleCpu, loadBytes: residentBytes(pid) };
  } finally {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await new Promise(ended => child.on('exit', ended));
    }
  }
}

const answers = (url: string) =>
  fetch(url).then(
    answer => answer.ok,
    () => false,
  );
