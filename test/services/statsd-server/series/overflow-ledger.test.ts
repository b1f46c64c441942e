import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import { createOverflowLedger } from '../../../../services/statsd-server/series/overflow-ledger.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';

const overflow = (by: string, name: string, lines: number) =>
  `tidegauge.statsd.series.overflow{by:${by},name:${name}} ${lines} c`;
const hour = 3_600_000;

function createLedger() {
  const client = createRecordingClient();
  const selfMetrics = createSelfMetrics();
  let now = 0;
  const ledger = createOverflowLedger({ now: () => now }, selfMetrics);
  /** What is told, less what is zero. */
  function told(): string[] {
    selfMetrics.report(client);
    return client.take().filter(line => !line.endsWith(' 0 c'));
  }
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { ledger, selfMetrics, client, told, pass };
}

test('there is an answer for every bound when nothing overflowed', () => {
  const { selfMetrics, client } = createLedger();
  selfMetrics.report(client);
  assert.deepEqual(client.take(), [
    overflow('metric', 'other', 0),
    overflow('tag', 'other', 0),
    overflow('total', 'other', 0),
  ]);
});

test('lines are counted by bound and name, from one report to the next', () => {
  const { ledger, told } = createLedger();
  ledger.count('metric', 'shop.orders');
  ledger.count('metric', 'shop.orders');
  ledger.count('tag', 'user');
  ledger.count('total', 'shop.orders');
  assert.deepEqual(told(), [
    overflow('metric', 'shop.orders', 2),
    overflow('tag', 'user', 1),
    overflow('total', 'shop.orders', 1),
  ]);
  ledger.count('tag', 'user');
  assert.deepEqual(told(), [overflow('tag', 'user', 1)]);
  assert.deepEqual(told(), []);
});

test('a million random names are twenty names and others, and no line is missing', () => {
  const { ledger, told } = createLedger();
  for (let index = 0; index < 1_000_000; index++) ledger.count('total', `random.${index}`);
  const lines = told();
  assert.equal(lines.length, 21);
  assert.ok(lines.includes(overflow('total', 'other', 999_980)));
  assert.ok(lines.includes(overflow('total', 'random.19', 1)));
});

test('a place is free again after an hour of nothing', () => {
  const { ledger, told, pass } = createLedger();
  for (let index = 0; index < 20; index++) ledger.count('tag', `t${index}`);
  told();
  pass(hour - 1);
  ledger.count('tag', 't0');
  ledger.count('tag', 'late');
  assert.deepEqual(told(), [overflow('tag', 'other', 1), overflow('tag', 't0', 1)]);
  pass(1);
  told();
  ledger.count('tag', 't0');
  ledger.count('tag', 'late');
  assert.deepEqual(told(), [overflow('tag', 'late', 1), overflow('tag', 't0', 1)]);
});

test('names are cut, and fit for a tag', () => {
  const { ledger, told } = createLedger();
  ledger.count('metric', 'x'.repeat(8192));
  ledger.count('metric', 'a\n\u001bb');
  ledger.count('metric', '');
  assert.deepEqual(told(), [
    overflow('metric', '_', 1),
    overflow('metric', 'a__b', 1),
    overflow('metric', 'x'.repeat(100), 1),
  ]);
});
