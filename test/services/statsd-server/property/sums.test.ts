import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from '../../../../services/shared/point.ts';
import { createFedAggregator, noon } from '../../../support/fed-aggregator.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { below, pick } from './lines.ts';

const rounds = 200;
const steps = 150;
/** What each configuration may be: every one of them moves series to other intervals, and some make two series one. */
const sections = [
  {},
  { flush_interval: '1s' },
  { flush_interval: '60s' },
  { rules: [{ match: 'c*', interval: '60s' }] },
  { rules: [{ match: 'c1', interval: '30s', rename: 'c0' }] },
  { flush_interval: '2s', rules: [{ match: 'c*', rename: 'c', tags: { number: '$1' } }] },
  { prefix: 'prod.', idle: { counters: 'zero', timings: 'zero' } },
  { delete_idle: true, rules: [{ match: 'c2', interval: '20s' }] },
];

/** What is in points, by type: the sums of counters, the values of timings. */
function sumsOf(points: readonly Point[]) {
  const sums = { counter: 0, timing: 0, count: 0 };
  for (const { tags, fields } of points)
    if (tags.metric_type === 'counter') sums.counter += fields.value!;
    else {
      sums.timing += fields.sum ?? 0;
      sums.count += fields.count!;
    }
  return sums;
}

/** No two points of a series may bear one time, since in the store the second takes the place of the first; of a zero it may. */
function assertApart(points: readonly Point[], what: string): void {
  const seen = new Set<string>();
  for (const { metric, tags, fields, time } of points) {
    if ((fields.value ?? fields.count) === 0) continue;
    const key = `${metric} ${JSON.stringify(tags)} ${time}`;
    assert.ok(!seen.has(key), `${what}: two points of ${key}`);
    seen.add(key);
  }
}

test('whatever is sent is in the points, once, over any cuts of time, reloads, and late timestamps', async () => {
  const random = seededRandom(9);
  for (let round = 0; round < rounds; round++) {
    const began = noon + below(random, 20_000);
    const fed = createFedAggregator({ statsd: pick(random, sections), began });
    const sent = { counter: 0, timing: 0, count: 0 };
    for (let step = 0; step < steps; step++) {
      const what = random();
      if (what < 0.7) {
        const value = 1 + below(random, 1000);
        const late = random() < 0.2 ? `|T${Math.floor(fed.clock.now() / 1000) - below(random, 600)}` : '';
        const tags = pick(random, ['', '|#x:1,y:2', '|#y:2,x:1']);
        if (random() < 0.7) {
          fed.feed(`c${below(random, 3)}:${value}|c${tags}${late}`);
          sent.counter += value;
        } else {
          fed.feed(`t${below(random, 2)}:${value}|ms${late}${tags}`);
          sent.timing += value;
          sent.count += 1;
        }
      } else if (what < 0.95) await fed.clock.advance(pick(random, [0, 1, 7, 10, 300, 999, 5000, 10_000, 31_000]));
      else fed.reconfigure(pick(random, sections));
    }
    await fed.stop();
    assert.deepEqual(sumsOf(fed.points), sent, `round ${round}`);
    assertApart(fed.points, `round ${round}`);
  }
});

test('a gauge is what its lines make of it, over any cuts of time and reloads', async () => {
  const random = seededRandom(11);
  for (let round = 0; round < rounds; round++) {
    const fed = createFedAggregator({ began: noon + below(random, 20_000) });
    let value = 0;
    for (let step = 0; step < steps / 3; step++) {
      const amount = below(random, 100);
      const sign = pick(random, ['', '+', '-']);
      // A negative value is a change: it is set by way of zero.
      value = sign === '' ? amount : value + Number(`${sign}${amount}`);
      fed.feed(`g:${sign}${amount}|g`);
      if (random() < 0.3) await fed.clock.advance(pick(random, [0, 3, 999, 10_000, 31_000]));
      if (random() < 0.1)
        fed.reconfigure(pick(random, [{}, { flush_interval: '1s' }, { rules: [{ match: 'g', interval: '30s' }] }]));
    }
    await fed.stop();
    assert.equal(fed.points.at(-1)?.fields.value, value, `round ${round}`);
    assertApart(fed.points, `round ${round}`);
  }
});

test('whole numbers are exact up to 2^53, however many values they are the sum of', async () => {
  const random = seededRandom(10);
  const { feed, stop, points } = createFedAggregator();
  let left = 2 ** 53;
  while (left > 1) {
    const part = Math.ceil(left * random());
    left -= part;
    feed(random() < 0.5 ? `big:${part}|c` : `big:${part / 2}|c|@0.5`);
  }
  feed(`big:${left}|c`);
  await stop();
  assert.equal(points[0]?.fields.value, 2 ** 53);
});
