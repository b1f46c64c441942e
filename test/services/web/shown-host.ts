import type { Point } from '../../../services/shared/point.ts';
import { createFakeStore, type FakeStore } from '../../support/fake-store.ts';

/** The end of the newest interval that is stored. */
export const end = Date.UTC(2026, 0, 5, 12);
/** Time between two points, milliseconds. */
export const step = 10_000;
/** The name of one of its containers. */
export const hostile = '<img src=x onerror=alert(1)>';

/** One point an interval for the last `count`; the newest is `value(count - 1)`. */
const points = (metric: string, tags: Point['tags'], count: number, value: (index: number) => number): Point[] =>
  Array.from({ length: count }, (_, index) => ({
    metric,
    tags: { host: 'tide', metric_type: 'gauge', ...tags },
    fields: { value: value(index) },
    time: end - (count - index) * step,
  }));

/** Told last a minute ago. */
const goneContainer = (name: string) =>
  points('container.state', { container: name, image: 'job:1', state: 'exited' }, 30, () => 1).slice(0, -6);

const container = (name: string, cores: number) => {
  const tags = { container: name, image: 'nginx:1.28' };
  return [
    ...points('container.state', { ...tags, state: 'running' }, 30, () => 1),
    ...points('container.cpu.usage', tags, 30, index => (cores * (index + 1)) / 30),
    ...points('container.memory.working_set', tags, 30, () => 64 * 2 ** 20),
    ...points('container.uptime', tags, 30, index => 3600 + index * 10),
  ];
};

/** What a store has of a host with three containers, one of them gone, up to {@link end}. */
export function createShownHost(): FakeStore {
  return createFakeStore(
    [
      ...points('system.cpu.utilization', { mode: 'user' }, 30, index => 0.1 + index / 100),
      ...points('system.cpu.utilization', { mode: 'system' }, 30, () => 0.05),
      ...points('system.cpu.load_average.1m', {}, 1, () => 1.5),
      ...points('system.filesystem.utilization', { mountpoint: '/' }, 30, () => 0.93),
      ...points('system.filesystem.utilization', { mountpoint: '/home\u202e' }, 30, () => 0.25),
      ...points('system.network.io', { interface: 'eth0', direction: 'receive' }, 30, () => 10 * 2 ** 20),
      ...points('system.network.errors', { interface: 'veth\u202egpj' }, 30, () => 0),
      ...container('web', 0.5),
      ...container(hostile, 1),
      ...goneContainer('job'),
    ],
    [
      // A job that starts and ends within two seconds, every minute.
      ...[8, 7, 6, 5].flatMap(minutes =>
        ['start', 'die'].map((action, index) => ({
          time: end - minutes * 60_000 + index * 2000,
          title: `container ${action}`,
          text: '',
          tags: { host: 'tide', container: 'job', ...(action === 'die' ? { exit_code: '0' } : {}) },
        })),
      ),
      {
        time: end - 100_000,
        title: 'container die',
        text: '',
        tags: { host: 'tide', container: 'web', exit_code: '1' },
      },
    ],
  );
}
