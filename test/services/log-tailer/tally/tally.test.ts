import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTally } from '../../../../services/log-tailer/tally/tally.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';

test('a report says what was added since the last one, and of the rest nothing', () => {
  const tally = createTally({ file: '/log' });
  const client = createRecordingClient();
  const counter = tally.counter('a', { x: '1' });
  const gauge = tally.gauge('b');
  const timing = tally.timing('c');
  tally.report(client);
  assert.deepEqual(client.take(), []);

  counter.add(2);
  counter.add(3);
  gauge.add(5);
  gauge.add(0);
  timing.add(0);
  timing.add(7);
  tally.report(client);
  assert.deepEqual(client.take(), [
    'a{file:/log,x:1} 5 c',
    'b{file:/log} 0 g',
    'c{file:/log} 0 ms',
    'c{file:/log} 7 ms',
  ]);
  tally.report(client);
  assert.deepEqual(client.take(), []);
});

test('the same type, name and tags are the same series; another type is another', () => {
  const tally = createTally({});
  const client = createRecordingClient();
  tally.counter('a', { x: '1', y: '2' }).add(1);
  tally.counter('a', { y: '2', x: '1' }).add(1);
  tally.gauge('a', { x: '1', y: '2' }).add(9);
  tally.report(client);
  assert.deepEqual(client.take(), ['a{x:1,y:2} 2 c', 'a{x:1,y:2} 9 g']);
});

test('a gauge that is changed is set when it was set before, else changed where it is known', () => {
  const tally = createTally({});
  const client = createRecordingClient();
  const gauge = tally.gauge('a');
  for (const by of [2, -5]) gauge.change(by);
  tally.report(client);
  gauge.add(10);
  gauge.change(-4);
  tally.report(client);
  gauge.change(1);
  gauge.add(3);
  tally.report(client);
  tally.report(client);
  assert.deepEqual(client.lines, ['a -3 g', 'a 6 g', 'a 3 g']);
});

test('histograms and distributions are as timings; a member of a set is said once', () => {
  const tally = createTally({});
  const client = createRecordingClient();
  tally.histogram('h').add(1, 2);
  tally.distribution('d').add(5);
  for (const member of ['x', 'y', 'x']) tally.set('s').add(member);
  tally.report(client);
  tally.report(client);
  assert.deepEqual(client.lines, ['h 1 h', 'h 1 h', 'd 5 d', 's x s', 's y s']);
});

test('equal timings are said together', () => {
  const tally = createTally({});
  const said: unknown[] = [];
  const client = { ...createRecordingClient(), timing: (...call: unknown[]) => void said.push(call) };
  const timing = tally.timing('t');
  for (const value of [7, 0.5, 7, 7]) timing.add(value);
  tally.report(client);
  timing.add(7);
  tally.report(client);
  assert.deepEqual(said, [
    ['t', 7, {}, 3],
    ['t', 0.5, {}, 1],
    ['t', 7, {}, 1],
  ]);
});

test('different timings that wait are bounded: it says when it is half full, and counts what it had to drop', () => {
  const tally = createTally({ file: '/log' });
  const client = createRecordingClient();
  const timing = tally.timing('t');
  for (let value = 0; value < 32_767; value++) timing.add(value);
  assert.equal(tally.isFull(), false);
  timing.add(32_767);
  assert.equal(tally.isFull(), true);
  for (let value = 32_768; value < 65_536 + 3; value++) timing.add(value);
  timing.add(0);
  tally.report(client);
  assert.equal(tally.isFull(), false);
  assert.equal(client.lines.length, 65_536 + 1 + 1);
  assert.equal(client.lines.at(-1), 'tidegauge.log.timings.dropped{file:/log} 3 c');
});

test('a closed share says what it has once more, and what nobody else has is forgotten', () => {
  const tally = createTally({});
  const client = createRecordingClient();
  const said = () => {
    tally.report(client);
    return client.take();
  };
  const [one, other] = [tally.share(), tally.share()];
  const mine = one.counter('mine');
  const shared = one.counter('shared');
  assert.equal(other.counter('shared'), shared);
  const kept = one.counter('kept');
  assert.equal(tally.counter('kept'), kept);
  mine.add(1);
  one.close();
  assert.deepEqual(said(), ['mine 1 c']);
  for (const counter of [mine, shared, kept]) counter.add(1);
  assert.deepEqual(said(), ['kept 1 c', 'shared 1 c']);
  assert.notEqual(tally.counter('mine'), mine);
});

test('a series that is asked for again before the report stays', () => {
  const tally = createTally({});
  const client = createRecordingClient();
  const before = tally.share();
  const counter = before.counter('a');
  before.close();
  assert.equal(tally.share().counter('a'), counter);
  tally.report(client);
  counter.add(1);
  tally.report(client);
  assert.deepEqual(client.take(), ['a 1 c']);
});
