import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { seededRandom } from '../../../support/seeded-random.ts';
import { runCrashModel } from './crash-model.ts';

/** TIDEGAUGE_TEST_CRASH_SEEDS runs so many times as many models. */
const times = Number(process.env.TIDEGAUGE_TEST_CRASH_SEEDS ?? 1);

const sorted = (sums: ReadonlyMap<string, number>) => [...sums].sort(([a], [b]) => (a < b ? -1 : 1));

/** All that was said is stored, and nothing else, in models of that many seeds. */
async function holds(t: TestContext, seeds: number, what: { readonly crashes: number; readonly faults: number }) {
  let servers = 0;
  for (let seed = 1; seed <= seeds * times; seed++) {
    const result = await runCrashModel({ random: seededRandom(seed * 7919), steps: 300, ...what });
    servers += result.servers;
    assert.deepEqual(sorted(result.stored), sorted(result.said), `the sums of seed ${seed}`);
    assert.deepEqual(result.storedEvents, result.events, `the events of seed ${seed}`);
  }
  t.diagnostic(`${servers} servers`);
}

test('wherever a server ends, by a kill or a loss of power, all that its clients said is stored once', t =>
  holds(t, 60, { crashes: 0.05, faults: 0 }));

test('while the disk takes nothing, clients keep what they say, and nothing is lost or doubled', t =>
  holds(t, 20, { crashes: 0, faults: 0.04 }));

test('a server whose disk took nothing for a while can be ended later, too', t =>
  holds(t, 20, { crashes: 0.1, faults: 0.02 }));
