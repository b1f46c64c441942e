import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  identifier,
  literal,
  tagConditions,
  timeCondition,
} from '../../../../../services/shared/store/influxdb/influxql.ts';
import { eventTags } from '../../../../../services/shared/store/influxdb/stored-names.ts';

test('names are quoted so that nothing in them ends the name', () => {
  assert.equal(identifier('cpu'), '"cpu"');
  assert.equal(identifier('a"; DROP MEASUREMENT b --'), '"a\\"; DROP MEASUREMENT b --"');
  assert.equal(identifier('a\\"b'), '"a\\\\\\"b"');
  assert.equal(identifier("it's größe"), '"it\'s größe"');
});

test('strings are quoted so that nothing in them ends the string', () => {
  assert.equal(literal("' OR 'a'='a"), "'\\' OR \\'a\\'=\\'a'");
  assert.equal(literal('C:\\'), "'C:\\\\'");
  assert.equal(literal('a\nb'), "'a\\nb'");
  assert.equal(literal('say "yes"'), '\'say "yes"\'');
});

test('a range of time is half-open, in whole milliseconds', () => {
  assert.equal(timeCondition(1000, 2000), 'time >= 1000ms AND time < 2000ms');
  assert.equal(timeCondition(1000.5, 2000.5), 'time >= 1001ms AND time < 2001ms');
});

test('a filter is one of its values, asked in the form in which they are stored', () => {
  const where = [
    { tag: 'host', values: ['a', ''] },
    { tag: 'time', values: ['C:\\logs\\'] },
  ];
  assert.deepEqual(tagConditions(where), [`("host"::tag = 'a' OR "host"::tag = '')`, `("time_"::tag = 'C:\\\\logs')`]);
  assert.deepEqual(tagConditions([]), []);
  assert.deepEqual(tagConditions([{ tag: 'title', values: ['x'] }], eventTags), [`("title_"::tag = 'x')`]);
});

test('a filter without values has no condition that could hold', () => {
  assert.equal(tagConditions([{ tag: 'host', values: [] }]), undefined);
});
