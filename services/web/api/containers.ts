import { z } from 'zod';
import type { Tags } from '../../shared/metric.ts';
import type { MetricStore } from '../../shared/store/metric-store.ts';
import type { Series } from '../../shared/store/query.ts';
import { lastExit, lastExits } from './last-exits.ts';
import { type ApiRoute, ok } from './route.ts';

const recent = 5 * 60_000;

/** One container as it was last seen. */
const container = z.strictObject({
  name: z.string(),
  host: z.string(),
  image: z.string(),
  composeProject: z.string().optional(),
  composeService: z.string().optional(),
  state: z.string().describe('running, paused, restarting, exited, created or dead.'),
  lastSeen: z.number().describe('Epoch seconds.'),
  uptimeSeconds: z.number().nullable(),
  cpuCores: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  restarts: z.number().nullable(),
  lastExit: lastExit.nullable().describe('Of the last day.'),
});

/** The body that the route answers. */
export type ContainerSummary = z.output<typeof container>;

/** The containers of the last minutes, from what the store holds of them. */
export const containersRoute: ApiRoute = {
  path: '/api/v1/containers',
  summary: 'The containers seen in the last five minutes, by name, each with its last values.',
  parameters: [],
  answer: z.array(container),
  async handle(_values, { store, clock, config }) {
    const step = config().statsd.flush_interval;
    const now = clock.now();
    const range = { from: Math.floor((now - Math.max(recent, 3 * step)) / step) * step, to: now, step };
    const ask = latest(store, range);
    const [states, uptime, cpu, memory, restarts, exitOf] = await Promise.all([
      ask('container.state', ['image', 'compose_project', 'compose_service', 'state']),
      ask('container.uptime'),
      ask('container.cpu.usage'),
      ask('container.memory.working_set'),
      ask('container.restarts'),
      lastExits(store, now),
    ]);
    const newest = new Map<string, Latest>();
    for (const state of states) {
      const known = newest.get(key(state.tags));
      if (state.value > 0 && (!known || state.time > known.time)) newest.set(key(state.tags), state);
    }
    const valueIn = (values: readonly Latest[]) => {
      const byKey = new Map(values.map(one => [key(one.tags), one]));
      // A container that has stopped keeps no value from when it ran.
      return (state: Latest) => {
        const found = byKey.get(key(state.tags));
        return found && found.time >= state.time ? found.value : null;
      };
    };
    const [uptimeOf, cpuOf, memoryOf, restartsOf] = [uptime, cpu, memory, restarts].map(valueIn);
    return ok(
      [...newest.values()]
        .map(state => ({
          ...described(state),
          uptimeSeconds: uptimeOf!(state),
          cpuCores: cpuOf!(state),
          memoryBytes: memoryOf!(state),
          restarts: restartsOf!(state),
          lastExit: exitOf(state.tags),
        }))
        .sort((a, b) => compare(a.name, b.name) || compare(a.host, b.host)),
    );
  },
};

interface Latest {
  readonly tags: Tags;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly value: number;
}

/** Asks for the last value of each container in the range. */
function latest(store: MetricStore, range: { from: number; to: number; step: number }) {
  return async (metric: string, tags: readonly string[] = []): Promise<Latest[]> => {
    const groupBy = ['host', 'container', ...tags];
    const series = await store.query({ ...range, metric, field: 'value', aggregate: 'last', groupBy, where: [] });
    return series.flatMap(one => lastOf(one));
  };
}

function lastOf({ tags, points }: Series): Latest[] {
  const last = points.findLast(([, value]) => value !== null);
  return last ? [{ tags, time: last[0], value: last[1]! }] : [];
}

const key = (tags: Tags) => JSON.stringify([tags.host, tags.container]);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function described({ tags, time }: Latest) {
  const { compose_project: composeProject, compose_service: composeService } = tags;
  return {
    name: tags.container ?? '',
    host: tags.host ?? '',
    image: tags.image ?? '',
    ...(composeProject ? { composeProject } : {}),
    ...(composeService ? { composeService } : {}),
    state: tags.state ?? '',
    lastSeen: time / 1000,
  };
}
