import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAndStop, rotationCases } from './cases.ts';
import { playLog } from './played-log.ts';

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
});
