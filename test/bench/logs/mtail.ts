import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { scratchUntilExit } from '../../support/scratch.ts';
import { findProgram } from '../statsd/find-program.ts';
import type { Cost } from './cost.ts';

/** Requests, bytes and durations by method and class of status, as the log-tailer has them of the same lines. */
const program = `
counter requests by method, status_class
counter response_bytes by method, status_class
histogram duration by method, status_class buckets 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10

/^\\S+ \\S+ \\S+ \\[[^\\]]+\\] "(?P<method>[A-Z]+) \\S+ \\S+" (?P<status_class>\\d)\\d\\d (?P<bytes>\\d+) "[^"]*" "[^"]*" (?P<seconds>\\d+\\.\\d{3})$/ {
  requests[$method][$status_class]++
  response_bytes[$method][$status_class] += $bytes
  duration[$method][$status_class] = $seconds
}
`;

/** What mtail takes for the access log in a file, its start included; undefined where it is not on this machine. */
export async function costOfMtail(file: string): Promise<Omit<Cost, 'bytes'> | undefined> {
  const mtail = await findProgram({ name: 'mtail' });
  if (mtail === undefined) return undefined;
  const directory = scratchUntilExit();
  const programFile = join(directory, 'access.mtail');
  writeFileSync(programFile, program);
  const argv = [mtail, '--one_shot', '--logs', file, '--progs', programFile, '--log_dir', directory];
  // `times` prints the CPU time of the shell, then of its children: `0m1.720000s 0m0.110000s`.
  const shell = spawn('sh', ['-c', '"$@" && times >&2', 'sh', ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [printed, times, [code]] = await Promise.all([text(shell.stdout), text(shell.stderr), once(shell, 'close')]);
  if (code !== 0) throw new Error(`mtail ended with ${code}: ${times}`);
  const [user = 0, system = 0] = [...times.matchAll(/(\d+)m([\d.]+)s/g)].slice(-2).map(toSeconds);
  return { cpu: user + system, requests: countOf(printed) };
}

const toSeconds = ([, minutes, seconds]: RegExpMatchArray) => Number(minutes) * 60 + Number(seconds);

/** The sum of the counter `requests` in mtail's JSON, which a line of text precedes. */
function countOf(printed: string): number {
  const store: { requests: { LabelValues: { Value: { Value: number } }[] }[] } = JSON.parse(
    printed.slice(printed.indexOf('{')),
  );
  return store.requests.flatMap(({ LabelValues }) => LabelValues).reduce((sum, { Value }) => sum + Value.Value, 0);
}
