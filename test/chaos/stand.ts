import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { freePort } from '../support/free-port.ts';
import { startInfluxd } from '../support/influxd.ts';
import type { ChaosEngine } from './engine.ts';
import { supervise } from './supervised.ts';
import type { Target, Variant } from './variants.ts';

/** The processes of a run. */
export interface Stand {
  /** Where the writers put their logs. */
  readonly logs: string;
  /** The data directory of all processes. */
  readonly data: string;
  /** Of the pages, whose API tells what is stored. */
  readonly url: string;
  /** Waits until it runs. */
  running(target: Target): Promise<void>;
  /** Kills it, for `down` ms; resolves to for how long it had run, ms, when the kill is done. */
  kill(target: Target, signal: NodeJS.Signals, down: number): Promise<number>;
  lastLine(target: Target): string;
  crashes(): readonly string[];
  stop(): Promise<void>;
}

/** Kills for `down` ms; for how long it had run, ms. */
type Kill = (signal: NodeJS.Signals, down: number) => number | Promise<number>;

/** Each line is counted, and its number added up, by block: a missing or doubled line is told by both. */
const match = 'chaos (?<source>[a-z0-9-]+) b(?<block>\\d+) n(?<n>\\d+) ';
const rules = [
  { match, metric: 'chaos.lines', tags: ['source', 'block'] },
  { match, metric: 'chaos.numbers', value: 'n', tags: ['source', 'block'] },
];

/** Starts the processes of a variant in `directory`. `engine`: of which the containers' logs are read, if any. */
export async function startStand(variant: Variant, directory: string, engine?: ChaosEngine): Promise<Stand> {
  const [logs, data, config] = ['logs', 'data', 'tidegauge.yaml'].map(name => join(directory, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(logs);
  const [statsdPort, webPort] = [await freePort(), await freePort()];
  const influxd = variant === 'apart' ? await startInfluxd() : undefined;
  const keys = {
    hostname: 'chaos',
    data,
    statsd: { port: statsdPort, flush_interval: '1s', management: { port: 0 } },
    link: { server: `127.0.0.1:${statsdPort}` },
    logs: { files: [join(logs, '*.log')], containers: engine !== undefined, rules },
    // With containers off the tailer is not to wait for an engine either.
    containers: { enabled: engine !== undefined, ...(engine && { engine: engine.socket }) },
    web: { port: webPort },
    ...(influxd && { store: await influxd.storeSection() }),
  };
  await writeFile(config, stringify(keys));

  const scripts: Record<string, string[]> = influxd
    ? Object.fromEntries(
        ['statsd-server', 'log-tailer', 'web'].map(name => [name, ['tools/run.mjs', `services/${name}/main.ts`]]),
      )
    : { standalone: ['tools/start.mjs'] };
  const processes = Object.entries(scripts).map(([name, script]) =>
    supervise({ name, command: [...script, '--config', config], log: join(directory, `${name}.log`) }),
  );
  const named = (target: Target) => processes.find(({ name }) => name === target)!;
  let influxdStarted = Date.now();
  /** What is no process of ours: a kill waits until it is up again. */
  const others: Partial<Record<Target, Kill>> = {
    ...(influxd && {
      async influxdb(_, down) {
        const ran = Date.now() - influxdStarted;
        await influxd.kill();
        await sleep(down);
        await influxd.restart();
        influxdStarted = Date.now();
        return ran;
      },
    }),
    ...(engine?.killing && { engine: engine.killing.kill }),
  };

  return {
    logs,
    data,
    url: `http://127.0.0.1:${webPort}`,
    async running(target) {
      if (!others[target]) await named(target).running();
    },
    kill: async (target, signal, down) => (others[target] ?? named(target).kill)(signal, down),
    lastLine: target => (others[target] ? '' : named(target).lastLine()),
    crashes: () => [...processes, ...(engine ? [engine] : [])].flatMap(({ crashes }) => crashes()),
    async stop() {
      // The tailer first: the server still takes what it says at its end.
      for (const { name, stop } of processes.toReversed())
        await stop().catch(error => console.error(`${name}: ${error.message}`));
      await influxd?.stop();
    },
  };
}
