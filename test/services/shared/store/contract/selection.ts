import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TagFilter } from '../../../../../services/shared/store/query.ts';
import { ask, at, type OpenStore, point, query, withStore } from './support.ts';

const values = (tag: string, ...wanted: string[]): TagFilter => ({ tag, values: wanted });

/** Which series a query is about, and how they are grouped. */
export function selectionContract(open: OpenStore): void {
  const points = [
    point('disk.io', { host: 'a', device: 'sda', direction: 'read' }, 0, 1),
    point('disk.io', { host: 'a', device: 'sda', direction: 'write' }, 0, 2),
    point('disk.io', { host: 'b', device: 'sdb', direction: 'read' }, 0, 4),
    point('disk.io', { host: 'b' }, 0, 8),
  ];
  const sums = query('disk.io', { aggregate: 'sum' });

  test('groupBy one tag answers a series per value, in their order; one without the tag has the value ""', async () => {
    await withStore(open, points, async store => {
      assert.deepEqual(await ask(store, { ...sums, groupBy: ['device'] }), [
        [{ device: '' }, [[0, 8]]],
        [{ device: 'sda' }, [[0, 3]]],
        [{ device: 'sdb' }, [[0, 4]]],
      ]);
    });
  });

  test('groupBy two tags answers a series per combination', async () => {
    await withStore(open, points, async store => {
      assert.deepEqual(await ask(store, { ...sums, groupBy: ['host', 'direction'] }), [
        [{ host: 'a', direction: 'read' }, [[0, 1]]],
        [{ host: 'a', direction: 'write' }, [[0, 2]]],
        [{ host: 'b', direction: '' }, [[0, 8]]],
        [{ host: 'b', direction: 'read' }, [[0, 4]]],
      ]);
    });
  });

  test('groupBy a tag that nothing has answers one series', async () => {
    await withStore(open, points, async store => {
      assert.deepEqual(await ask(store, { ...sums, groupBy: ['nowhere'] }), [[{ nowhere: '' }, [[0, 15]]]]);
    });
  });

  const selections: [title: string, where: TagFilter[], sum: number | undefined][] = [
    ['one value', [values('host', 'a')], 3],
    ['one of several values', [values('device', 'sda', 'sdb')], 7],
    ['several tags, which must all match', [values('host', 'a', 'b'), values('direction', 'read')], 5],
    ['"", for the series without the tag', [values('device', '')], 8],
    ['"" or a value', [values('device', '', 'sdb')], 12],
    ['a value that nothing has', [values('host', 'c')], undefined],
    ['a tag that nothing has', [values('nowhere', 'a')], undefined],
    ['no value at all', [values('host')], undefined],
    ['part of a value', [values('device', 'sd')], undefined],
    ['what would be a pattern', [values('device', 'sd.', '.*', '%')], undefined],
  ];
  for (const [title, where, sum] of selections) {
    test(`where: ${title}`, async () => {
      await withStore(open, points, async store => {
        assert.deepEqual(await ask(store, { ...sums, where }), sum === undefined ? [] : [[{}, [[0, sum]]]]);
      });
    });
  }

  test('a query is about one field', async () => {
    const timing = { metric: 'timing', tags: {}, time: at(0) };
    const fields = { count: 3, mean: 2.5, '99.9_percentile': 4, upper: 5 };
    await withStore(open, [{ ...timing, fields }], async store => {
      for (const [field, value] of Object.entries(fields)) {
        assert.deepEqual(await ask(store, query('timing', { field })), [[{}, [[0, value]]]]);
      }
      assert.deepEqual(await store.query(query('timing', { field: 'lower' })), []);
    });
  });

  test('what is unknown answers empty', async () => {
    await withStore(open, points, async store => {
      assert.deepEqual(await store.query(query('nothing')), []);
      assert.deepEqual(await store.query(query('disk')), []);
      assert.deepEqual(await store.tagValues('nowhere'), []);
      assert.deepEqual(await store.tagValues('host', 'nothing'), []);
      assert.deepEqual(await store.events({ from: at(0), to: at(60) }, [], 10), []);
    });
  });

  test('an empty store answers empty', async () => {
    await withStore(open, [], async store => {
      assert.deepEqual(await store.query(query('disk.io')), []);
      assert.deepEqual(await store.metrics(), []);
      assert.deepEqual(await store.tagValues('host'), []);
      assert.equal((await store.health()).ok, true);
    });
  });

  test('a metric may be asked for with dots or with underscores', async () => {
    await withStore(open, [point('system.disk.io_time', { host: 'a' }, 0, 1)], async store => {
      for (const metric of ['system.disk.io_time', 'system_disk_io_time']) {
        assert.deepEqual(await ask(store, query(metric)), [[{}, [[0, 1]]]]);
        assert.deepEqual(await store.tagValues('host', metric), ['a']);
      }
    });
  });
}
