import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAndStop, rotationCases, takeInode } from './cases.ts';
import { type PlayedLog, playLog } from './played-log.ts';

describe('a log is read exactly once', () => {
  for (const [name, play] of Object.entries(rotationCases))
    it(name, async t => {
      const log = playLog(t, { padding: 20 });
      await play(log);
      await log.look();
      await log.wait();
      assert.deepEqual(log.read(), log.written());
      assert.deepEqual([log.lost, log.gaps()], [[], 0]);
    });

  it('counts a gap when it was unlinked and created anew while nobody looked', async t => {
    const log = playLog(t);
    await readAndStop(log, 5);
    log.remove();
    log.write(7);
    log.start();
    await log.look();
    assert.deepEqual([log.read(), log.gaps()], [log.written(), 1]);
  });

  it('counts a gap when a rotated file was removed unseen', async t => {
    const log = playLog(t);
    await readAndStop(log, 5);
    log.rename();
    log.write(5);
    log.rename();
    log.remove('app.log.2');
    log.write(5);
    log.start();
    await log.look();
    assert.deepEqual([log.read(), log.gaps()], [log.written(), 1]);
  });

  /** After a downtime in which `play` did something to a log of which app.log.1 was rotated a moment before. */
  async function rotatedThenStopped(log: PlayedLog, play: () => void): Promise<readonly string[]> {
    log.write(5);
    log.start();
    await log.look();
    log.rename();
    log.write(5);
    await log.look();
    log.stop();
    play();
    log.start();
    await log.look();
    await log.wait();
    return log.troubles();
  }

  it('counts a gap when a file that it had not done with was removed unseen, and the one after it was not', async t => {
    const log = playLog(t);
    const troubles = await rotatedThenStopped(log, () => {
      log.remove('app.log.1');
      log.write(5);
    });
    assert.deepEqual([log.read(), log.gaps()], [log.written(), 1]);
    assert.deepEqual(troubles, [
      'a file that was rotated before it was read to its end is gone: lines written to it since are lost',
    ]);
  });

  it('counts it also when the one after it has another name by now', async t => {
    const log = playLog(t);
    await rotatedThenStopped(log, () => {
      log.remove('app.log.1');
      log.rename();
      log.write(5);
    });
    assert.deepEqual([log.read(), log.gaps()], [log.written(), 1]);
    log.stop();
    log.start();
    assert.equal(log.gaps(), 1, 'once only');
  });

  it('counts a gap when the file that it read last was removed unseen, and the one before it was not', async t => {
    const log = playLog(t);
    const troubles = await rotatedThenStopped(log, () => {
      log.remove();
      takeInode(log);
      log.write(5);
    });
    assert.deepEqual([log.read(), log.gaps()], [log.written(), 1]);
    assert.deepEqual(troubles, ['the file that was read last is gone: lines written to it since are lost']);
  });

  it('counts none for a file that it had done with', async t => {
    const log = playLog(t);
    await readAndStop(log, 5);
    log.start();
    log.rename();
    log.write(5);
    await log.look();
    await log.wait();
    log.stop();
    log.remove('app.log.1');
    log.write(5);
    log.start();
    await log.look();
    assert.deepEqual([log.read(), log.gaps()], [log.written(), 0]);
  });

  it('counts none for a rotated file that was empty', async t => {
    const log = playLog(t);
    log.text('');
    log.start();
    await log.look();
    log.rename();
    log.write(5);
    await log.look();
    log.stop();
    log.remove('app.log.1');
    log.write(5);
    log.start();
    await log.look();
    assert.deepEqual([log.read(), log.gaps()], [log.written(), 0]);
  });
});
