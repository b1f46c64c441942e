import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MetricStore } from '../../../../../services/shared/store/metric-store.ts';
import type { TagFilter } from '../../../../../services/shared/store/query.ts';
import { at, type OpenStore, plainName, point, withStore } from './support.ts';

const listed = async (store: MetricStore, where?: TagFilter[]) =>
  (await store.metrics(where)).map(({ name, fields, tags }) => [plainName(name), [...fields], [...tags]]);

/** What is there to ask for. */
export function catalogueContract(open: OpenStore): void {
  const points = [
    point('system.cpu.utilization', { mode: 'user', host: 'b' }, 0, 1),
    point('system.cpu.utilization', { mode: 'idle', host: 'a' }, 0, 1),
    {
      metric: 'app.time',
      tags: { host: 'b', url: '/x' },
      time: at(0),
      fields: { upper: 1, '99.9_percentile': 1, count: 1 },
    },
    { metric: 'app.time', tags: { host: 'a' }, time: at(10), fields: { count: 1 } },
    point('bare', {}, 0, 1),
  ];
  const app = ['app_time', ['99.9_percentile', 'count', 'upper'], ['host', 'url']];
  const cpu = ['system_cpu_utilization', ['value'], ['host', 'mode']];

  test('metrics are listed by name, with their fields and tags, sorted', async () => {
    await withStore(open, points, async store => {
      assert.deepEqual(await listed(store), [app, ['bare', ['value'], []], cpu]);
    });
  });

  const filtered: [title: string, where: TagFilter[], metrics: unknown[]][] = [
    ['no filter', [], [app, ['bare', ['value'], []], cpu]],
    ['one value', [{ tag: 'mode', values: ['user'] }], [cpu]],
    ['one of several values, whole metrics', [{ tag: 'host', values: ['a', 'c'] }], [app, cpu]],
    [
      'filters that must all hold for one series',
      [
        { tag: 'host', values: ['a'] },
        { tag: 'mode', values: ['user'] },
      ],
      [],
    ],
    ['a value that nothing has', [{ tag: 'host', values: ['c'] }], []],
  ];
  for (const [title, where, metrics] of filtered) {
    test(`metrics with ${title}`, async () => {
      await withStore(open, points, async store => assert.deepEqual(await listed(store, where), metrics));
    });
  }

  test("a tag's values are sorted, of one metric or of all", async () => {
    await withStore(open, points, async store => {
      assert.deepEqual(await store.tagValues('host'), ['a', 'b']);
      assert.deepEqual(await store.tagValues('mode'), ['idle', 'user']);
      assert.deepEqual(await store.tagValues('host', 'app.time'), ['a', 'b']);
      assert.deepEqual(await store.tagValues('url', 'app.time'), ['/x']);
      assert.deepEqual(await store.tagValues('mode', 'app.time'), []);
    });
  });
}
