import { measureContainerCollector, type RoundCost } from './container-collector.ts';
import { measureMemory } from './memory.ts';
import { megabytes, ratio, type Section } from './page.ts';
import { measureStack } from './stack.ts';

/** One round over 30 idle containers, against the engine's stats API. */
export async function benchContainerCollector(): Promise<Section> {
  const { containers, collector, stats, oneShot } = await measureContainerCollector();
  const row = (name: string, cost: RoundCost) => {
    const ms = (value: number) => `${value.toFixed(1)} ms`;
    const all = cost.reader + cost.engine;
    return [name, ms(cost.reader), ms(cost.engine), ms(cost.wall), ratio(all, collector.reader + collector.engine)];
  };
  return {
    title: `One round over ${containers} idle containers`,
    how: "CPU of the process that asks and of dockerd with its shims. Peers: the engine's stats API, all containers asked at once.",
    columns: ['way', 'CPU, reader', 'CPU, engine', 'wall', 'CPU in all, ÷ ours'],
    rows: [row('tidegauge, control groups', collector), row('API, stream=false', stats), row('API, one-shot', oneShot)],
  };
}

/** The standalone process, idle and under load. */
export async function benchMemory(): Promise<Section> {
  const seconds = Number(process.env.BENCH_IDLE_SECONDS ?? 120);
  const { startSeconds, idleBytes, idleCpu, loadBytes } = await measureMemory(seconds);
  return {
    title: 'The standalone process',
    how: `\`npm start\` with its defaults on this host, in a fresh data directory; the load is 20 s of StatsD as fast as another process can send, 3 tags to each line. BENCH_IDLE_SECONDS=3600 measures an hour.`,
    columns: ['what', 'figure'],
    rows: [
      ['start to first page', `${startSeconds.toFixed(1)} s`],
      [`resident after ${seconds} s`, megabytes(idleBytes)],
      ['CPU meanwhile', `${(idleCpu * 100).toFixed(1)} % of a core`],
      ['resident under load', megabytes(loadBytes)],
    ],
  };
}

/** The containers that are not ours. */
const foreign = new Set(['influxdb', 'front', 'gateway']);

/** The stack of containers, idle and under load. */
export async function benchStack(): Promise<Section> {
  const seconds = Number(process.env.BENCH_IDLE_SECONDS ?? 120);
  const { imageBytes, firstPoint, healthy, idle, loaded } = await measureStack(seconds);
  const ours = (figures: Readonly<Record<string, number>>) =>
    Object.entries(figures).reduce((sum, [service, bytes]) => (foreign.has(service) ? sum : sum + bytes), 0);
  return {
    title: 'The stack',
    how: `\`docker compose up -d\` with its defaults and the image built, without Grafana; memory of each container without page cache, after ${seconds} s, and after 20 s of StatsD as fast as another process can send, 3 tags to each line.`,
    columns: ['what', 'idle', 'under load'],
    rows: [
      ...Object.keys(idle).map(service => [service, megabytes(idle[service]!), megabytes(loaded[service]!)]),
      ['all TypeScript services', megabytes(ours(idle)), megabytes(ours(loaded))],
      ['`up` to the first point in the store', `${firstPoint.toFixed(1)} s`, ''],
      ['`up` to every health check passed', `${healthy.toFixed(1)} s`, ''],
      ['image of the TypeScript services', megabytes(imageBytes), ''],
    ],
  };
}
