import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { stringify } from 'yaml';
import { freePort } from './free-port.ts';
import { scratchUntilExit } from './scratch.ts';
import { type ServiceProcess, startProcess } from './service-process.ts';
import { until } from './until.ts';

/** The real process, as `npm start` runs it, with directories and ports of its own. */
export interface Tidegauge {
  readonly directory: string;
  readonly statsdPort: number;
  readonly url: string;
  /** Everything it printed so far, on both outputs. */
  output(): string;
  start(): Promise<void>;
  /** Signals it and waits for its end: the exit code, or the signal's name. */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
  /** Writes other keys over the configuration's. */
  configure(keys: Readonly<Record<string, object | string>>): Promise<void>;
  /** The answer to a GET, as JSON. */
  get(path: string): Promise<{ status: number; body: unknown }>;
  /** The sum of a metric's values over all of its series and the last hour, 0 when it has none. */
  sum(metric: string, where?: Readonly<Record<string, string>>, field?: string): Promise<number>;
  /** The pid of the process, while it runs. */
  pid(): number;
}

/** Sets up a Tidegauge that flushes each second and reads only what `keys` name; it is killed after the test if it still runs. */
export async function createTidegauge(
  t: TestContext,
  keys: Readonly<Record<string, object | string>> = {},
): Promise<Tidegauge> {
  const directory = scratchUntilExit();
  const [statsdPort, webPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${webPort}`;
  let running: ServiceProcess | undefined;
  let earlier = '';
  const output = () => earlier + (running?.output() ?? '');

  const configure: Tidegauge['configure'] = changed =>
    writeFile(
      join(directory, 'tidegauge.yaml'),
      stringify({
        hostname: 'e2e',
        data: join(directory, 'data'),
        statsd: { port: statsdPort, flush_interval: '1s', management: { port: 0 } },
        logs: { files: [join(directory, 'logs/**')], containers: false },
        containers: { enabled: false },
        web: { port: webPort },
        ...keys,
        ...changed,
      }),
    );

  const stop: Tidegauge['stop'] = async (signal = 'SIGINT') => (await running?.stop(signal)) ?? null;
  await configure({});

  const get: Tidegauge['get'] = async path => {
    const response = await fetch(url + path);
    return { status: response.status, body: await response.json() };
  };

  return {
    directory,
    statsdPort,
    url,
    output,
    configure,
    stop,
    get,
    pid: () => running?.pid ?? 0,
    async start() {
      earlier = output();
      const started = startProcess(t, 'tools/start.mjs', ['--config', join(directory, 'tidegauge.yaml')]);
      running = started;
      await until(async () => {
        if (started.exitCode() !== undefined)
          throw new Error(`Tidegauge ended with ${started.exitCode()}:\n${output()}`);
        return fetch(`${url}/healthz`).then(
          response => response.body?.cancel().then(() => true) ?? true,
          () => false,
        );
      }, 'the start');
    },
    async sum(metric, where = {}, field = 'value') {
      const filters = Object.entries(where).map(([tag, value]) => `&where=${encodeURIComponent(`${tag}:${value}`)}`);
      const { status, body } = await get(
        `/api/v1/query?metric=${metric}&field=${field}&agg=sum&from=-1h&step=60${filters.join('')}`,
      );
      if (status !== 200) throw new Error(`the query for ${metric} was answered ${status}: ${JSON.stringify(body)}`);
      const { series } = body as { series: { points: [number, number | null][] }[] };
      return series.flatMap(({ points }) => points).reduce((sum, [, value]) => sum + (value ?? 0), 0);
    },
  };
}
