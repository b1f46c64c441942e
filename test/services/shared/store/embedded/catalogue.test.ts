import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createCatalogue } from '../../../../../services/shared/store/embedded/catalogue.ts';

describe('the catalogue', () => {
  test('has one series for a metric and tags, whatever their order and the separator in the name', () => {
    const catalogue = createCatalogue(10);
    const series = catalogue.series('system.cpu', { host: 'a', mode: 'user' });
    assert.equal(catalogue.series('system_cpu', { mode: 'user', host: 'a' }), series);
    assert.equal(catalogue.metric('system_cpu')?.name, 'system.cpu');
    assert.equal(catalogue.size, 1);
  });

  test('tells apart tags that look alike when they are joined', () => {
    const catalogue = createCatalogue(10);
    const alike = [
      { a: '1,b:2' },
      { a: '1', b: '2' },
      { 'a:1,b': '2' },
      { a: '11:b1:2' },
      { a: '11:b', '1:2': '' },
      {},
    ];
    assert.equal(new Set(alike.map(tags => catalogue.series('m', tags)?.id)).size, alike.length);
  });

  test('takes no series beyond its capacity, and goes on with those it has', () => {
    const catalogue = createCatalogue(2);
    const first = catalogue.series('m', { n: '1' });
    catalogue.series('m', { n: '2' });
    assert.equal(catalogue.series('m', { n: '3' }), undefined);
    assert.equal(catalogue.series('other', {}), undefined);
    assert.equal(catalogue.metric('other'), undefined);
    assert.equal(catalogue.series('m', { n: '1' }), first);
    catalogue.forget(new Set([first!.id]));
    assert.notEqual(catalogue.series('m', { n: '3' }), undefined);
  });

  test('tells what is to be saved until it is', () => {
    const catalogue = createCatalogue(10);
    const series = catalogue.series('m', { n: '1' });
    const field = catalogue.field(series!.metric, 'value');
    assert.deepEqual(catalogue.unsaved(), { series: [series], fields: [field] });
    catalogue.saved();
    catalogue.series('m', { n: '1' });
    assert.deepEqual(catalogue.unsaved(), { series: [], fields: [] });
  });

  test('gives new ids after those that were saved', () => {
    const catalogue = createCatalogue(10);
    catalogue.restore(
      {
        series: [{ id: 7, metric: 'm', tags: { n: '1' } }],
        fields: [{ id: 3, metric: 'm', name: 'value' }],
      },
      1000,
    );
    const restored = catalogue.series('m', { n: '1' });
    assert.deepEqual([restored?.id, restored?.newest], [7, 1000]);
    assert.equal(catalogue.series('m', { n: '2' })?.id, 8);
    assert.equal(catalogue.field(restored!.metric, 'value').id, 3);
    assert.equal(catalogue.field(restored!.metric, 'count').id, 4);
  });

  test('forgets a metric with its last series', () => {
    const catalogue = createCatalogue(10);
    const [one, two] = ['1', '2'].map(n => catalogue.series('m', { n })!);
    catalogue.field(one!.metric, 'value');
    catalogue.forget(new Set([one!.id]));
    assert.deepEqual([...catalogue.metric('m')!.fields.keys()], ['value']);
    catalogue.forget(new Set([two!.id]));
    assert.deepEqual(catalogue.unsaved(), { series: [], fields: [] });
    assert.equal(catalogue.metric('m'), undefined);
    assert.equal(catalogue.size, 0);
  });
});
