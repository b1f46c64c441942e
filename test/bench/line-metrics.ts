import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createSourceMetrics } from '../../services/log-tailer/metrics/source-metrics.ts';
import { createStatsdClient } from '../../services/shared/statsd-client/client.ts';
import { createMemoryLink } from '../../services/shared/statsd-client/memory-link.ts';

/** How fast lines became metrics. */
export interface LineMetricsResult {
  /** Lines that were counted as requests. */
  readonly requests: number;
  readonly perSecond: number;
  /** Lines per second of CPU time, user and system. */
  readonly perCpuSecond: number;
}

const agents = [
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)',
  'curl/8.5.0',
];
const methods = ['GET', 'GET', 'GET', 'GET', 'GET', 'HEAD', 'POST'];
const statuses = [200, 200, 200, 200, 200, 304, 301, 404, 500];

/** An access log of nginx in the combined format with `$request_time` at the end, the same on every call. */
export function accessLog(lines: number): Buffer {
  const line = (index: number) =>
    [
      `203.0.113.${index % 251} - - [20/Nov/2026:19:14:${String(index % 60).padStart(2, '0')} +0000]`,
      `"${methods[index % methods.length]} /shop/item/${(index * 7919) % 10_007}?ref=mail HTTP/1.1"`,
      `${statuses[index % statuses.length]} ${(index * 31) % 50_000} "https://example.com/"`,
      `"${agents[index % agents.length]}" 0.${String(index % 997).padStart(3, '0')}\n`,
    ].join(' ');
  return Buffer.from(Array.from({ length: lines }, (_, index) => line(index)).join(''));
}

/** Feeds a log that lies in memory to one source without rules; what it says goes through a client as it does in the service. */
export function runLineMetrics(log: Buffer): LineMetricsResult {
  let said = '';
  const link = createMemoryLink(lines => {
    for (const line of lines.toString().split('\n')) if (line.startsWith('http.server.requests')) said += `${line}\n`;
  });
  const statsd = createStatsdClient(link, { host: 'bench' });
  const source = createSourceMetrics({ tags: { file: '/bench.log' }, name: '/bench.log', rules: [] });
  const cpu = process.cpuUsage();
  const began = performance.now();
  for (let start = 0; start < log.length; ) {
    const end = log.indexOf(10, start);
    source.line(log, start, end, end + 1 - start);
    if (source.full) source.report(statsd);
    start = end + 1;
  }
  source.report(statsd);
  statsd.flush();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const requests = [...said.matchAll(/^[^:]+:(\d+)\|c/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
  return { requests, perSecond: requests / seconds, perCpuSecond: requests / ((user + system) / 1e6) };
}

/** The same three metrics with the same tags. */
const mtailProgram = `
counter requests by method, status_class
counter response_bytes by method, status_class
histogram duration by method, status_class buckets 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10

/^\\S+ \\S+ \\S+ \\[[^\\]]+\\] "(?P<method>[A-Z]+) \\S+ \\S+" (?P<status_class>\\d)\\d\\d (?P<bytes>\\d+) "[^"]*" "[^"]*" (?P<seconds>\\d+\\.\\d{3})$/ {
  requests[$method][$status_class]++
  response_bytes[$method][$status_class] += $bytes
  duration[$method][$status_class] = $seconds
}
`;

/** What mtail, from the PATH, makes of the same log in a file, its start included. */
export async function runMtail(file: string): Promise<LineMetricsResult> {
  const directory = await mkdtemp(join(tmpdir(), 'tidegauge-bench-'));
  try {
    const program = join(directory, 'access.mtail');
    await writeFile(program, mtailProgram);
    const argv = ['mtail', '--one_shot', '--logs', file, '--progs', program, '--log_dir', directory];
    // `times` prints the CPU time of the shell, then of its children: `0m1.720000s 0m0.110000s`.
    const began = performance.now();
    const shell = spawn('sh', ['-c', '"$@" && times >&2', 'sh', ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [printed, times, [code]] = await Promise.all([text(shell.stdout), text(shell.stderr), once(shell, 'close')]);
    if (code !== 0) throw new Error(`mtail ended with ${code}: ${times}`);
    const seconds = (performance.now() - began) / 1000;
    const [user = 0, system = 0] = [...times.matchAll(/(\d+)m([\d.]+)s/g)].slice(-2).map(toSeconds);
    const requests = countOf(printed);
    return { requests, perSecond: requests / seconds, perCpuSecond: requests / (user + system) };
  } finally {
    await rm(directory, { recursive: true });
  }
}

const toSeconds = ([, minutes, seconds]: RegExpMatchArray) => Number(minutes) * 60 + Number(seconds);

/** The sum of the counter `requests` in mtail's JSON, which a line of text precedes. */
function countOf(printed: string): number {
  const store: { requests: { LabelValues: { Value: { Value: number } }[] }[] } = JSON.parse(
    printed.slice(printed.indexOf('{')),
  );
  return store.requests.flatMap(({ LabelValues }) => LabelValues).reduce((sum, { Value }) => sum + Value.Value, 0);
}
