import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStartPolicy } from '../../../services/log-tailer/start-at.ts';

const now = 1_000_000;

/** What a run that begins now decides, by what the runs before have kept, and what it keeps at once. */
function policyAfter(savedAt: number | undefined, seen: { files?: number; containers?: number } = {}) {
  const kept = new Map(Object.entries(seen));
  const positions = {
    savedAt,
    seen: (kind: string) => kept.get(kind),
    keepSeen: (kind: string, time: number) => void kept.set(kind, time),
  };
  return { policy: createStartPolicy(positions, { now: () => now }, () => 'end'), kept: Object.fromEntries(kept) };
}

test('in the first run of all, what came to be before it is begun at its end', () => {
  const { policy, kept } = policyAfter(undefined);
  assert.deepEqual([policy.files(now - 1), policy.files(now)], ['end', 'beginning']);
  assert.deepEqual([policy.containers(now - 1), policy.containers(now)], ['end', 'beginning']);
  assert.deepEqual([policy.rotated(now - 11), policy.rotated(now - 10)], ['end', 'beginning']);
  assert.deepEqual(kept, { files: now, containers: now });
});

test('later, what came to be since its kind was seen last is new, but for how late that is told', () => {
  const { policy } = policyAfter(now - 1000, { files: now - 2000, containers: now - 100_000 });
  assert.deepEqual([policy.files(now - 2011), policy.files(now - 2010)], ['end', 'beginning']);
  assert.deepEqual([policy.containers(now - 115_001), policy.containers(now - 115_000)], ['end', 'beginning']);
  assert.deepEqual([policy.rotated(now - 62_001), policy.rotated(now - 62_000)], ['end', 'beginning']);
});

test('a kind that an earlier version did not keep counts as seen when the last run ended', () => {
  const { policy, kept } = policyAfter(now - 1000);
  assert.deepEqual([policy.files(now - 1011), policy.files(now - 1010)], ['end', 'beginning']);
  assert.deepEqual(kept, { files: now - 1000, containers: now - 1000 });
});
