import assert from 'node:assert/strict';
import { test } from 'node:test';
import { naturalOf } from '../../../../../../services/shared/store/influxdb/roll-up/natural.ts';

const cases: [type: string | undefined, field: string, natural: string][] = [
  ['counter', 'value', 'sum'],
  ['gauge', 'value', 'mean'],
  ['set', 'value', 'max'],
  ...['timing', 'histogram', 'distribution'].flatMap((type): [string, string, string][] => [
    [type, 'count', 'sum'],
    [type, 'sum', 'sum'],
    [type, 'upper', 'max'],
    [type, '99.9_percentile', 'max'],
    [type, 'lower', 'min'],
    [type, 'mean', 'mean'],
    [type, 'median', 'mean'],
    [type, 'stddev', 'mean'],
  ]),
  [undefined, 'value', 'mean'],
  ['constructor', 'value', 'mean'],
];
for (const [type, field, natural] of cases) {
  test(`of a ${type}, ${field} is drawn as its ${natural}`, () => assert.equal(naturalOf(type, field), natural));
}
