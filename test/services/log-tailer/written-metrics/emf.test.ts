import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bad, readWritten } from './reading.ts';

/** A document of one directive. */
const document = (directive: object, members: object) =>
  JSON.stringify({
    ...members,
    _aws: { Timestamp: 1, CloudWatchMetrics: [{ Namespace: 'N', Dimensions: [[]], Metrics: [], ...directive }] },
  });
const metric = (unit: string | undefined, value: unknown) =>
  document({ Metrics: [{ Name: 'a', ...(unit ? { Unit: unit } : {}) }] }, { a: value });

describe('the embedded metric format', () => {
  for (const [unit, expected] of [
    ['Count', 'N.a 2 c'],
    ['Seconds', 'N.a 2000 ms'],
    ['Milliseconds', 'N.a 2 ms'],
    ['Microseconds', 'N.a 0.002 ms'],
    ['Bytes', 'N.a 2 h'],
    ['Kilobytes', 'N.a 2000 h'],
    ['Terabits/Second', 'N.a 2000000000000 h'],
    ['Percent', 'N.a 2 h'],
    ['Count/Second', 'N.a 2 h'],
    ['constructor', 'N.a 2 h'],
    [undefined, 'N.a 2 h'],
  ] as const)
    it(`makes of the unit ${unit} ${expected}`, () => assert.deepEqual(readWritten(metric(unit, 2)), [expected]));

  it('takes each value of an array, up to 100', () => {
    assert.deepEqual(readWritten(metric('Count', [1, 2, 3])), ['N.a 6 c']);
    assert.deepEqual(readWritten(metric('Count', Array(100).fill(1))), ['N.a 100 c']);
    assert.deepEqual(readWritten(metric('Count', Array(101).fill(1))), [bad('emf', 'limit')]);
  });

  it('makes tags of all dimension sets together', () => {
    const directive = { Dimensions: [['x'], ['x', 'y'], []], Metrics: [{ Name: 'a', Unit: 'Count' }] };
    assert.deepEqual(readWritten(document(directive, { a: 1, x: '1', y: 'zwei' })), ['N.a{x:1,y:zwei} 1 c']);
  });

  it('refuses a directive whose dimensions are not in the document as texts', () => {
    for (const Dimensions of [undefined, 'x', ['x'], [['x']], [['n']], [['toString']]])
      assert.deepEqual(readWritten(document({ Dimensions, Metrics: [{ Name: 'a' }] }, { a: 1, n: 5 })), [
        bad('emf', 'dimension'),
      ]);
  });

  it('takes the metrics of a document that are right, and counts the others', () => {
    const names = ['a', 'gone', 'text', 'null', 'object', 'mixed', 'constructor', 'huge'];
    const directive = { Metrics: [...names.map(Name => ({ Name, Unit: 'Count' })), {}, 7] };
    const members = { a: 1, text: '1', null: null, object: {}, mixed: [1, '2'], huge: 1e300 };
    assert.deepEqual(readWritten(document(directive, members)), [
      'N.a 1 c',
      bad('emf', 'name', 2),
      bad('emf', 'value', 7),
    ]);
  });

  it('refuses what is not of the format', () => {
    assert.deepEqual(readWritten('{"_aws": {"CloudWatchMetrics": [7, {"Namespace": 5}, {"Namespace": "N"}]}}'), [
      bad('emf', 'json', 2),
      bad('emf', 'name'),
    ]);
    for (const line of [
      '{"_aws": {"CloudWatchMetrics": {}}}',
      '{"_aws": {"CloudWatchMetrics"',
      '{"_aws":{"CloudWatchMetrics":[]}} x',
    ])
      assert.deepEqual(readWritten(line), [bad('emf', 'json')]);
  });

  it('takes 100 metrics of a line', () => {
    const Metrics = Array.from({ length: 100 }, () => ({ Name: 'a', Unit: 'Count' }));
    const directive = { Namespace: 'N', Dimensions: [[]], Metrics };
    const line = (CloudWatchMetrics: object[]) => JSON.stringify({ a: 1, _aws: { CloudWatchMetrics } });
    assert.deepEqual(readWritten(line([directive])), ['N.a 100 c']);
    assert.deepEqual(readWritten(line([directive, directive])), ['N.a 100 c', bad('emf', 'limit')]);
    assert.deepEqual(readWritten(line([{ ...directive, Metrics: [...Metrics, ...Metrics] }])), [bad('emf', 'limit')]);
  });

  it('refuses a line of more than 256 KiB', () => {
    assert.deepEqual(readWritten(`{"_aws":{"CloudWatchMetrics":[]},"filling":"${'x'.repeat(262_144)}"}`), [
      bad('emf', 'limit'),
    ]);
  });

  it('leaves alone JSON in which `_aws` is something else, but not its marks', () => {
    assert.deepEqual(readWritten('{"_aws":5,"msg":"count#a=1"}', '{"x":{"_aws":{"CloudWatchMetrics":[]}}}'), ['a 1 c']);
    assert.deepEqual(readWritten('log: "_aws" count#a=1'), ['a 1 c']);
  });

  it('looks for no marks in a document', () => {
    const directive = { Metrics: [{ Name: 'a', Unit: 'Count' }] };
    assert.deepEqual(readWritten(document(directive, { a: 1, msg: 'count#b=1' })), ['N.a 1 c']);
  });
});
