import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, at, type OpenStore, plainName, point, query, withStore } from './support.ts';

/** Texts that some format has to escape. Line protocol knows no way to say a backslash before a comma, an equals sign, a space or the end. */
export const oddTexts = [
  'two words',
  'a,b',
  'a=b',
  'a:b|c#d@e',
  'say "yes"',
  "it's",
  'C:\\logs\\nginx',
  'größe 日本 🐳',
  '$host {{x}} %s',
  "'; DROP TABLE points; --",
  '/etc/*.d/(a|b)+?',
  '<b>&amp;</b>',
  'null',
  '0',
];

/** That points come back as they were written. */
export function writingContract(open: OpenStore): void {
  test('writing tells how many points were taken, and takes none', async () => {
    await withStore(open, [], async store => {
      assert.deepEqual(await store.write([]), { ok: true, value: 0 });
      const points = [point('a', {}, 0, 1), point('b', {}, 0, 1)];
      assert.deepEqual(await store.write(points), { ok: true, value: 2 });
    });
  });

  for (const value of [0, -1.5, 0.1, 1e300, -1e300, 5e-324, 2 ** 53, 1 / 3]) {
    test(`the value ${value} comes back exactly`, async () => {
      await withStore(open, [point('value', {}, 0, value)], async store => {
        for (const aggregate of ['mean', 'sum', 'min', 'max', 'last'] as const) {
          assert.deepEqual(await ask(store, query('value', { aggregate })), [[{}, [[0, value]]]]);
        }
      });
    });
  }

  test('a point with the same metric, tags and time replaces the one before', async () => {
    const old = [0, 10, 20].map(seconds => point('again', { host: 'a', mode: 'x' }, seconds, 1));
    await withStore(open, old, async store => {
      await store.write([point('again', { mode: 'x', host: 'a' }, 10, 5), point('again', { host: 'a' }, 10, 100)]);
      const asked = query('again', { aggregate: 'sum', to: at(30), step: 10_000, groupBy: ['mode'] });
      assert.deepEqual(await ask(store, asked), [
        [{ mode: '' }, [[10, 100]]],
        [
          { mode: 'x' },
          [
            [0, 1],
            [10, 5],
            [20, 1],
          ],
        ],
      ]);
    });
  });

  test('a flush written twice changes nothing', async () => {
    const flush = Array.from({ length: 50 }, (_, index) => point('twice', { series: `${index}` }, 10, index));
    await withStore(open, flush, async store => {
      await store.write(flush);
      assert.deepEqual(await ask(store, query('twice', { aggregate: 'count' })), [[{}, [[0, 50]]]]);
      assert.deepEqual(await ask(store, query('twice', { aggregate: 'sum' })), [[{}, [[0, 1225]]]]);
    });
  });

  test('older points may come after newer ones', async () => {
    await withStore(open, [point('late', {}, 120, 3)], async store => {
      await store.write([point('late', {}, 60, 2), point('late', {}, 0, 1)]);
      assert.deepEqual(await ask(store, query('late')), [
        [
          {},
          [
            [0, 1],
            [60, 2],
            [120, 3],
          ],
        ],
      ]);
    });
  });

  test('a flush of many series is all there', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => point('many', { series: `${index}` }, 0, index));
    await withStore(open, many, async store => {
      assert.deepEqual(await ask(store, query('many', { aggregate: 'sum' })), [[{}, [[0, 4_498_500]]]]);
      assert.equal((await store.query(query('many', { groupBy: ['series'] }))).length, 3000);
    });
  });

  test('a tag with an empty value is a tag that is not there', async () => {
    await withStore(open, [point('empty', { host: 'a', mode: '' }, 0, 1)], async store => {
      await store.write([point('empty', { host: 'a' }, 0, 2)]);
      assert.deepEqual(await ask(store, query('empty', { aggregate: 'sum' })), [[{}, [[0, 2]]]]);
      assert.deepEqual(await store.tagValues('mode'), []);
    });
  });

  for (const text of oddTexts) {
    test(`${JSON.stringify(text)} may be a tag's value`, async () => {
      const points = [point('odd', { file: text, 'the tag': 'x' }, 0, 1), point('odd', { file: 'other' }, 0, 2)];
      await withStore(open, points, async store => {
        const where = [{ tag: 'file', values: [text] }];
        assert.deepEqual(await ask(store, query('odd', { where, groupBy: ['file', 'the tag'] })), [
          [{ file: text, 'the tag': 'x' }, [[0, 1]]],
        ]);
        assert.deepEqual(await store.tagValues('file', 'odd'), [text, 'other'].sort());
      });
    });
  }

  for (const text of ['two words', 'a,b', 'a=b', 'say "yes"', "it's", 'größe']) {
    test(`${JSON.stringify(text)} may be a metric's, a tag's and a field's name`, async () => {
      await withStore(
        open,
        [{ metric: text, tags: { [text]: 'x' }, fields: { [text]: 1 }, time: at(0) }],
        async store => {
          assert.deepEqual(await ask(store, query(text, { field: text, groupBy: [text] })), [
            [{ [text]: 'x' }, [[0, 1]]],
          ]);
          assert.deepEqual(
            (await store.metrics()).map(({ name, fields, tags }) => [plainName(name), [...fields], [...tags]]),
            [[text, [text], [text]]],
          );
        },
      );
    });
  }

  test('names that JavaScript has a meaning for are names like any other', async () => {
    const tags = { constructor: 'a', ['__proto__']: 'b' };
    const fields = { toString: 1, ['__proto__']: 2 };
    await withStore(open, [{ metric: 'hasOwnProperty', tags, fields, time: at(0) }], async store => {
      assert.deepEqual(await store.tagValues('constructor'), ['a']);
      const [series] = await store.query(query('hasOwnProperty', { field: 'toString', groupBy: ['constructor'] }));
      assert.deepEqual(series?.points[0], [at(0), 1]);
      assert.deepEqual(await store.query(query('constructor')), []);
      assert.deepEqual(await store.query(query('hasOwnProperty', { field: 'valueOf' })), []);
    });
  });
}
