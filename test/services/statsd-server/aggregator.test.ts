import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createFedAggregator, noon } from '../../support/fed-aggregator.ts';

/** An aggregator in an interval that begins at noon. */
async function atNoon(statsd: object = {}) {
  const fed = createFedAggregator({ statsd, began: noon - 1000 });
  await fed.clock.advance(1000);
  return { ...fed, goOn: (seconds: number) => fed.clock.advance(seconds * 1000) };
}

test('each type becomes a point of its interval', async () => {
  const { feed, goOn, take } = await atNoon();
  feed('c:1|c\nc:2|c|@0.5\ng:7|g\ng:-2|g\nt:3|ms\nt:4:5|ms\ns:a:b|s\ns:c|s');
  await goOn(10);
  assert.deepEqual(take(), ['c 5 @0', 'g 5 @0', 's 2 @0', 't 3/12 @0']);
  feed('c:1|c\ng:+1|g\nt:3|ms\ns:a|s');
  await goOn(10);
  assert.deepEqual(take(), ['c 1 @10', 'g 6 @10', 's 1 @10', 't 1/3 @10']);
});

for (const [line, type, policies] of [
  ['c:5|c', 'counters', { skip: ['c 5 @0'], zero: ['c 0 @10', 'c 0 @20', 'c 5 @0'], delete: ['c 5 @0'] }],
  ['g:5|g', 'gauges', { skip: ['g 5 @0'], keep: ['g 5 @0', 'g 5 @10', 'g 5 @20'], delete: ['g 5 @0'] }],
  [
    't:5|ms',
    'timings',
    { skip: ['t 1/5 @0'], zero: ['t 0/undefined @10', 't 0/undefined @20', 't 1/5 @0'], delete: ['t 1/5 @0'] },
  ],
  ['h:5|h', 'timings', { zero: ['h 0/undefined @10', 'h 0/undefined @20', 'h 1/5 @0'], delete: ['h 1/5 @0'] }],
  ['s:a|s', 'sets', { skip: ['s 1 @0'], zero: ['s 0 @10', 's 0 @20', 's 1 @0'], delete: ['s 1 @0'] }],
] as const)
  for (const [policy, expected] of Object.entries(policies))
    test(`idle ${type}: ${policy} (${line})`, async () => {
      const { feed, goOn, take, aggregator } = await atNoon({ idle: { [type]: policy } });
      feed(line);
      await goOn(30);
      assert.deepEqual(take(), expected);
      assert.equal(aggregator.size(), policy === 'delete' ? 0 : 1);
    });

test('delete_idle deletes every type, whatever the policies say', async () => {
  const { feed, goOn, take, aggregator, forgotten } = await atNoon({
    delete_idle: true,
    idle: { counters: 'zero', gauges: 'keep', timings: 'zero', sets: 'zero' },
  });
  feed('c:1|c\ng:2|g\nt:3|ms\ns:a|s');
  await goOn(10);
  assert.deepEqual([take().length, aggregator.size()], [4, 4]);
  await goOn(10);
  assert.deepEqual([take(), aggregator.size(), forgotten], [[], 0, ['g']]);
  feed('g:+1|g');
  await goOn(10);
  assert.deepEqual(take(), ['g 1 @20']);
});

test('a series is forgotten after idle_timeout, a gauge after gauge_timeout', async () => {
  const { feed, goOn, take, aggregator, forgotten } = await atNoon({ idle_timeout: '20s', gauge_timeout: '40s' });
  feed('c:1|c\ng:2|g\nt:3|ms\ns:a|s');
  const sizes: number[] = [];
  for (let interval = 0; interval < 7; interval++) {
    await goOn(10);
    sizes.push(aggregator.size());
  }
  assert.deepEqual(sizes, [4, 4, 4, 1, 1, 0, 0]);
  assert.deepEqual([take().length, forgotten], [4, ['g']]);
});

test('what comes in time starts the time-out anew', async () => {
  const { feed, goOn, aggregator } = await atNoon({ idle_timeout: '20s' });
  for (let interval = 0; interval < 10; interval++) {
    if (interval % 3 === 0) feed('c:1|c');
    await goOn(10);
    assert.equal(aggregator.size(), 1);
  }
});

test('a rule makes points of some metrics less often, and the last one when the server stops', async () => {
  const { feed, goOn, take, stop } = await atNoon({ rules: [{ match: 'slow.*', interval: '30s' }] });
  for (let interval = 0; interval < 7; interval++) {
    feed('slow.c:1|c\nfast:1|c\nslow.t:2|ms');
    await goOn(10);
  }
  assert.deepEqual(
    take().filter(point => point.startsWith('slow')),
    ['slow.c 3 @0', 'slow.c 3 @30', 'slow.t 3/6 @0', 'slow.t 3/6 @30'],
  );
  await stop();
  assert.deepEqual(take(), ['slow.c 1 @60', 'slow.t 1/2 @60']);
});

test('idle policies count the intervals of the rule', async () => {
  const { feed, goOn, take, aggregator } = await atNoon({
    rules: [{ match: 'slow', interval: '30s' }],
    idle: { counters: 'zero' },
    idle_timeout: '60s',
  });
  feed('slow:1|c');
  await goOn(90);
  assert.deepEqual([take(), aggregator.size()], [['slow 0 @30', 'slow 0 @60', 'slow 1 @0'], 1]);
  await goOn(30);
  assert.equal(aggregator.size(), 0);
});

test('where two rules with two intervals make one series, the first that is seen decides', async () => {
  const { feed, goOn, take } = await atNoon({ rules: [{ match: 'other', rename: 'c', interval: '30s' }] });
  feed('c:1|c\nother:1|c');
  await goOn(10);
  feed('other:1|c\nc:1|c\nother:1|c|#a:b\nc:1|c|#a:b');
  await goOn(20);
  assert.deepEqual(take(), ['c 2 @0', 'c 2 @10', 'c{a:b} 2 @10']);
});

test('the first interval of a rule begins on a multiple of 10 ms, as all that came in time does', async () => {
  const { feed, clock, take } = createFedAggregator({
    statsd: { rules: [{ match: 'g', interval: '30s' }] },
    began: noon + 3,
  });
  feed('g:1|g');
  await clock.advance(30_000);
  assert.deepEqual(take(), ['g 1 @0.01']);
});

test('while a flush goes on in slices, what comes belongs to the new interval, and nothing is lost', async () => {
  const { feed, clock, points, flushes } = await atNoon();
  const series = 10_000; // a slice makes 1000 points
  const all = (value: number) => Array.from({ length: series }, (_, index) => `c${index}:${value}|c`).join('\n');
  feed(all(1));
  const before = flushes();
  await clock.advance(10_000);
  assert.equal(flushes(), before, 'it is still under way');
  feed(all(2));
  while (flushes() === before) {
    feed(all(2));
    await turn();
  }
  const sum = () => points.splice(0).reduce((total, { fields }) => total + fields.value!, 0);
  assert.equal(sum(), series);
  feed(all(-1));
  await clock.advance(10_000);
  feed(all(7));
  await clock.advance(10_000);
  while (points.at(-1)?.time !== noon + 20_000) await turn();
  const between = points.filter(({ time }) => time === noon + 10_000);
  assert.equal(between.length, series);
  assert.ok(between.every(({ fields }) => fields.value! % 2 === 1 && fields.value === between[0]!.fields.value));
});

test('a flush that takes longer than an interval ends before the next one is spoken of', async () => {
  const order: string[] = [];
  const fed = createFedAggregator({ began: noon, onCut: () => order.push(`cut after ${fed.flushes()} flushes`) });
  const series = 10_000; // a slice makes 1000 points, and the clock below goes on after one slice
  for (let interval = 0; interval < 3; interval++) {
    fed.feed(Array.from({ length: series }, (_, index) => `c${index}:1|c`).join('\n'));
    await fed.clock.advance(10_000);
  }
  assert.deepEqual(
    order.slice(0, 4),
    [0, 1, 2, 3].map(flushes => `cut after ${flushes} flushes`),
  );
  await fed.stop();
});

test('the last flush goes on in slices as well, so that the disk keeps up with it', async () => {
  const { feed, aggregator, points } = await atNoon();
  const series = 10_000;
  feed(Array.from({ length: series }, (_, index) => `c${index}:1|c`).join('\n'));
  const stopping = aggregator.stop();
  assert.ok(points.length < series, `${points.length} points at once`);
  await stopping;
  assert.equal(points.length, series);
});

test('a gauge of an earlier run goes on from its value, and as old as it is', async () => {
  const { aggregator, feed, goOn, take, forgotten } = await atNoon({ gauge_timeout: '60s', idle: { gauges: 'keep' } });
  feed('known:1|g');
  aggregator.restore([
    { metric: 'g', tags: { a: 'b' }, value: 40, lastActive: noon - 30_000 },
    { metric: 'old', tags: {}, value: 41, lastActive: noon - 55_000 },
    { metric: 'known', tags: {}, value: 42, lastActive: noon - 30_000 },
  ]);
  feed('g:+2|g|#a:b');
  await goOn(20);
  assert.deepEqual(take(), ['g{a:b} 42 @0', 'g{a:b} 42 @10', 'known 1 @0', 'known 1 @10', 'old 41 @0', 'old 41 @10']);
  assert.deepEqual(forgotten, ['old']);
});

test('a restored gauge that gets nothing tells nothing, however young it is', async () => {
  const { aggregator, goOn, take } = await atNoon();
  aggregator.restore([{ metric: 'g', tags: {}, value: 40, lastActive: noon }]);
  await goOn(20);
  assert.deepEqual(take(), []);
});

test('a restored gauge follows the rule of its name', async () => {
  const { aggregator, feed, goOn, take } = await atNoon({ rules: [{ match: 'g', interval: '30s' }] });
  aggregator.restore([{ metric: 'g', tags: {}, value: 40, lastActive: noon - 30_000 }]);
  feed('g:+1|g');
  await goOn(10);
  feed('g:+1|g');
  await goOn(20);
  assert.deepEqual(take(), ['g 42 @0']);
});

test('a changed interval ends the one under way at once; gauges keep their values, series their age', async () => {
  const { feed, goOn, take, reconfigure, aggregator } = await atNoon({
    idle_timeout: '20s',
    idle: { counters: 'zero' },
  });
  feed('c:1|c\ng:5|g\nidle:1|c');
  await goOn(4);
  reconfigure({ flush_interval: '1s', idle_timeout: '4s' });
  assert.deepEqual(take(), ['c 1 @0', 'g 5 @0', 'idle 1 @0']);
  feed('c:2|c\ng:+1|g');
  await goOn(1);
  assert.deepEqual(take(), ['c 2 @4', 'g 6 @4']);
  await goOn(6);
  assert.equal(aggregator.size(), 1); // the gauge
});

test('a changed rule moves a series to its interval, and to no other name what it had', async () => {
  const { feed, goOn, take, reconfigure } = await atNoon({});
  feed('c:1|c\nd:1|c');
  await goOn(4);
  reconfigure({
    rules: [
      { match: 'c', rename: 'renamed', interval: '30s' },
      { match: 'd', interval: '30s' },
    ],
  });
  assert.deepEqual(take(), ['c 1 @0', 'd 1 @0']);
  feed('c:2|c\nd:2|c');
  await goOn(10);
  feed('c:4|c\nd:4|c');
  await goOn(16);
  assert.deepEqual(take(), ['d 6 @4', 'renamed 6 @4']);
});

test('however often it is changed at once, no interval bears the time of another', async () => {
  const { feed, take, reconfigure, stop } = await atNoon({});
  for (const prefix of ['', 'a.', '', 'a.', '']) {
    reconfigure({ prefix, rules: [{ match: 'slow', interval: '30s' }] });
    feed('c:1|c\nslow:1|c');
  }
  await stop();
  const found = take();
  assert.equal(found.length, 10);
  assert.equal(new Set(found).size, 10);
});

test('what is not about names and intervals is taken over with nothing ended', async () => {
  const { feed, goOn, take, reconfigure } = await atNoon({});
  feed('c:1|c');
  reconfigure({ idle: { counters: 'zero' } });
  feed('c:1|c');
  await goOn(20);
  assert.deepEqual(take(), ['c 0 @10', 'c 2 @0']);
});

test('late values are flushed with the interval under way, apart from what came in time', async () => {
  const { feed, goOn, take, stop } = await atNoon();
  await goOn(20);
  const at = (seconds: number) => noon / 1000 + seconds;
  feed(`c:1|c|T${at(19)}\nc:2|c|T${at(11)}\nc:4|c|T${at(5)}\nc:8|c\nc:16|c|T${at(21)}`);
  await goOn(10);
  const times = take().map(point => /^c (\d+) @(\d+)/.exec(point)!.slice(1));
  assert.deepEqual(times.map(([value, second]) => [Number(value), Math.floor(Number(second) / 10)]).sort(), [
    [24, 2],
    [3, 1],
    [4, 0],
  ]);
  feed(`c:1|c|T${at(5)}`);
  await stop();
  assert.match(take().join(), /^c 1 @\d\.\d+$/);
});

test('what is full has room for what this process says of itself, and none for who calls his metrics the same', async () => {
  const { feed, goOn, take, intake, aggregator } = await atNoon({ max_series: 100 });
  feed(Array.from({ length: 100 }, (_, index) => `n${index}:1|c`).join('\n'));
  feed('tidegauge.forged:1|c');
  const own = Buffer.from('tidegauge.own:1|c');
  intake.ingest('internal', own, 0, own.length);
  assert.equal(aggregator.size(), 101);
  await goOn(10);
  assert.deepEqual(
    take().filter(point => point.startsWith('tidegauge.')),
    ['tidegauge.own 1 @0'],
  );
});
