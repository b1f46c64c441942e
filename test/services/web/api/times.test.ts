import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseStep, parseTime } from '../../../../services/web/api/times.ts';

const now = Date.UTC(2026, 0, 1);

test('a time is epoch seconds, RFC 3339, ago, or now', () => {
  const times: Record<string, number | undefined> = {
    now,
    '-15m': now - 900_000,
    '-1.5h': now - 5_400_000,
    '1767225600': now,
    '1767225600.5': now + 500,
    '2026-01-01T00:00:00Z': now,
    '2026-01-01t00:00:00.250z': now + 250,
    '2026-01-01T01:00:00+01:00': now,
    '2026-01-01T01:00:00 01:00': now,
    '2025-12-31T23:00:00-01:00': now,
    '0': 0,
    '-5': undefined,
    '15m': undefined,
    '-15': undefined,
    '-100y': undefined,
    '1e3': undefined,
    '': undefined,
    '2026-01-01': undefined,
    '2026-13-01T00:00:00Z': undefined,
    '999999999999999': undefined,
    'now()': undefined,
  };
  for (const [text, time] of Object.entries(times)) assert.equal(parseTime(text, now), time, text);
});

test('a step is a length of time or a number of seconds, at least one', () => {
  const steps: Record<string, number | undefined> = {
    '10': 10_000,
    '30s': 30_000,
    '1.5m': 90_000,
    '1000ms': 1000,
    '0': undefined,
    '0.5': undefined,
    '-10': undefined,
    '10 s': undefined,
    ten: undefined,
  };
  for (const [text, step] of Object.entries(steps)) assert.equal(parseStep(text), step, text);
});
