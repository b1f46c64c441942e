import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPoller } from '../../../../services/log-tailer/files/poller.ts';
import type { Look } from '../../../../services/log-tailer/files/tail.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

/** A log that says what it is told to, then nothing new; it keeps when it was looked at. */
function createLog(start: number, ...says: Look[]) {
  const looks: number[] = [];
  return {
    looks,
    says,
    look(now: number): Look {
      looks.push(now - start);
      return says.shift() ?? 'idle';
    },
  };
}

describe('createPoller', () => {
  const start = 1_000_000;
  const ended = () => {};

  it('looks at a quiet log ever less often, down to four times a second', async () => {
    const clock = createFakeClock(start);
    const log = createLog(start);
    createPoller(clock).add(log, { ended });
    await clock.advance(10_000);
    const waits = log.looks.slice(1).map((time, index) => time - log.looks[index]!);
    assert.ok(waits[0]! <= 2);
    assert.deepEqual(
      waits.slice(-10).map(wait => wait >= 250 && wait <= 260),
      Array(10).fill(true),
    );
  });

  it('looks at once at a log that has more, and soon at one that says much', async () => {
    const clock = createFakeClock(start);
    const log = createLog(start);
    createPoller(clock).add(log, { ended });
    await clock.advance(10_000);
    log.looks.length = 0;
    log.says.push('more', 'much', 'idle');
    await clock.advance(300);
    const [first = 0, second, third] = log.looks;
    assert.deepEqual([second, third], [first, first + 1]);
  });

  for (const [jump, by] of Object.entries({ back: -86_400_000, forth: 86_400_000 }))
    it(`goes on as before when the clock is set ${jump} by a day`, async () => {
      const time = createFakeClock(start);
      let offset = 0;
      const now = () => time.now() + offset;
      const clock = { now, at: (at: number, action: () => void) => time.at(at - offset, action) };
      const log = createLog(start);
      createPoller(clock).add(log, { ended });
      await time.advance(10_000);
      log.looks.length = 0;
      offset = by;
      await time.advance(1000);
      assert.ok(log.looks.length >= 3, `${log.looks.length} looks in a second`);
    });

  it('gives every log its turn while one is never done', async () => {
    const clock = createFakeClock(start);
    const busy = createLog(start, ...Array<Look>(1000).fill('more'));
    const others = Array.from({ length: 40 }, () => createLog(start, 'more', 'more', 'little'));
    const poller = createPoller(clock);
    poller.add(busy, { ended });
    for (const log of others) poller.add(log, { ended });
    await clock.advance(0);
    for (const log of others) assert.ok(log.looks.length >= 3);
  });

  it('ends a turn when it has taken long, and goes on with the next log in the next one', async () => {
    const clock = createFakeClock(start);
    let elapsed = 0;
    const turns: string[] = [];
    const slow = (name: string) => ({
      look(): Look {
        elapsed += 15;
        turns.push(`${name} at ${clock.now() - start}`);
        return 'much';
      },
    });
    const poller = createPoller(clock, undefined, () => elapsed);
    for (const name of ['a', 'b', 'c']) poller.add(slow(name), { ended });
    const stopped = poller.stop(start);
    assert.deepEqual(turns, ['a at 0', 'b at 0']);
    await stopped;
  });

  it('ends a log that has ended, and one that is finished when it has no more', async () => {
    const clock = createFakeClock(start);
    const told: string[] = [];
    const poller = createPoller(clock);
    const gone = createLog(start, 'little', 'ended', 'more');
    const finished = createLog(start, 'more', 'little');
    poller.add(gone, { ended: () => told.push('gone') });
    poller.add(finished, { ended: () => told.push('finished'), idle: () => told.push('idle') });
    poller.finish(finished);
    await clock.advance(1000);
    assert.deepEqual(told.sort(), ['finished', 'gone', 'idle']);
    assert.deepEqual([gone.says, finished.looks.length], [['more'], 3]);
  });

  it('looks no more at a log that was taken out', async () => {
    const clock = createFakeClock(start);
    const log = createLog(start);
    const poller = createPoller(clock);
    poller.add(log, { ended });
    await clock.advance(0);
    poller.remove(log);
    await clock.advance(1000);
    assert.deepEqual(log.looks, [0]);
  });

  it('reads at its end what there is, but not for ever', async () => {
    const clock = createFakeClock(start);
    const poller = createPoller(clock);
    const log = createLog(start, ...Array<Look>(100).fill('more'), 'idle', 'idle');
    poller.add(log, { ended });
    await poller.stop(start + 1);
    assert.equal(log.looks.length, 101);
    await clock.advance(1000);
    assert.equal(log.looks.length, 101);
    const endless = createPoller(clock);
    endless.add({ look: () => 'more' }, { ended });
    await endless.stop(start);
  });
});

describe('a log that is watched', () => {
  const start = 1_000_000;

  it('is looked at every two seconds only, after half a minute every five, and at once when there is a hint', async () => {
    const clock = createFakeClock(start);
    let hint: (() => void) | undefined;
    const log = {
      ...createLog(start),
      watch(onHint: () => void) {
        hint = onHint;
        return () => {
          hint = undefined;
        };
      },
    };
    createPoller(clock).add(log, { ended() {} });
    await clock.advance(6000);
    assert.ok(hint);
    log.looks.length = 0;
    await clock.advance(10_000);
    assert.ok(log.looks.length >= 4 && log.looks.length <= 5, String(log.looks));
    await clock.advance(19_000);
    log.looks.length = 0;
    await clock.advance(20_000);
    assert.equal(log.looks.length, 4, String(log.looks));
    log.looks.length = 0;
    hint();
    await clock.advance(0);
    assert.deepEqual(log.looks, [55_000]);
    assert.equal(hint, undefined);
  });

  it('is looked at as often as before where nobody would tell', async () => {
    const clock = createFakeClock(start);
    const log = { ...createLog(start), watch: () => undefined };
    createPoller(clock).add(log, { ended() {} });
    await clock.advance(20_000);
    assert.ok(log.looks.at(-1)! > 19_700);
  });
});
