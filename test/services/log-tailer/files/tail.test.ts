import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readdirSync, renameSync, truncateSync, unlinkSync, utimesSync } from 'node:fs';
import { describe, it } from 'node:test';
import { collected, createLogDirectory, numbered } from '../log-directory.ts';
import { createTailing } from './tailing.ts';

/** How long a file that is no longer at its path is read on, and more. */
const minute = 61_000;

describe('a tail', () => {
  it('reads what is there, then what comes', t => {
    const logs = createLogDirectory(t);
    logs.write('a.log', numbered(0, 3));
    const tailing = createTailing(logs.of('a.log'));
    assert.deepEqual(tailing.read(), collected(0, 3));
    assert.deepEqual(tailing.read(), []);
    logs.append('a.log', numbered(3, 5));
    assert.deepEqual(tailing.read(), collected(3, 5));
    tailing.close();
  });

  it('starts at the end where told, with the line that is incomplete then', t => {
    const logs = createLogDirectory(t);
    logs.write('a.log', `${numbered(0, 1000)}inc`);
    const tailing = createTailing(logs.of('a.log'), { start: 'end' });
    assert.deepEqual(tailing.read(), []);
    logs.append('a.log', 'omplete\nnext\n');
    assert.deepEqual(tailing.read(), ['incomplete 11', 'next 5']);
    tailing.close();
  });

  it('reads files larger than its buffer in bounded steps', t => {
    const logs = createLogDirectory(t);
    logs.write('a.log', numbered(0, 10_000));
    const tailing = createTailing(logs.of('a.log'));
    assert.equal(tailing.tail.look(0), 'more');
    assert.ok(tailing.take().length < 500);
    assert.ok(tailing.tail.unread() > 50_000);
    tailing.look();
    assert.equal(tailing.tail.unread(), 0);
    tailing.close();
  });

  describe('rotation by rename', () => {
    it('drains the old file, then reads the new one', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 2));
      const tailing = createTailing(logs.of('a.log'));
      tailing.look();
      logs.append('a.log', numbered(2, 4));
      logs.rotate('a.log');
      logs.write('a.log', numbered(4, 6));
      assert.deepEqual(tailing.read(), collected(0, 6));
      tailing.close();
    });

    it('reads on in the old file while a slow writer still has it', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 1));
      const tailing = createTailing(logs.of('a.log'));
      tailing.look();
      logs.rotate('a.log');
      tailing.look();
      logs.append('a.log.1', numbered(1, 2));
      logs.write('a.log', numbered(2, 3));
      assert.deepEqual(tailing.read(), collected(0, 3));
      logs.append('a.log.1', numbered(3, 4));
      assert.deepEqual(tailing.read(30_000), collected(3, 4));
      logs.append('a.log.1', 'no line end');
      assert.deepEqual(tailing.read(30_000), []);
      assert.deepEqual(tailing.read(minute), ['no line end 11']);
      assert.equal(tailing.context.followed.size, 1);
      tailing.close();
    });

    it('reads files that came and went between two looks', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 1));
      const tailing = createTailing(logs.of('a.log'));
      tailing.look();
      for (let n = 1; n < 6; n++) {
        logs.rotate('a.log');
        logs.write('a.log', numbered(n, n + 1));
      }
      assert.deepEqual(tailing.read(), collected(0, 6));
      assert.ok(tailing.context.followed.size <= 3, 'the oldest are let go of');
      tailing.close();
    });

    it('says once that it may not read the new file', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 1));
      const tailing = createTailing(logs.of('a.log'));
      tailing.look();
      logs.rotate('a.log');
      mkdirSync(logs.of('a.log'));
      tailing.look();
      tailing.look();
      assert.deepEqual(tailing.troubles, ["the new file at its path can't be read: it is not a regular file"]);
      tailing.close();
    });

    it('says when files may have come and gone that it did not see', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 1));
      const tailing = createTailing(logs.of('a.log'));
      tailing.look();
      unlinkSync(logs.of('a.log'));
      logs.write('a.log.1', numbered(2, 3));
      utimesSync(logs.of('a.log.1'), new Date(), new Date(Date.now() + 1000));
      logs.write('a.log', numbered(3, 4));
      assert.deepEqual(tailing.read(), [...collected(0, 1), ...collected(2, 4)]);
      assert.deepEqual(tailing.troubles, ['it was rotated faster than it could be read: lines may be lost']);
      tailing.close();
    });

    it('finds files that were rotated before it looked, where these belong to the log', t => {
      const logs = createLogDirectory(t);
      for (let n = 0; n < 4; n++) {
        logs.rotate('a.log');
        logs.write('a.log', numbered(n, n + 1));
      }
      const tailing = createTailing(logs.of('a.log'), { rotated: 'beginning' });
      assert.deepEqual(tailing.read(), collected(0, 4));
      tailing.close();
    });

    it('does not read files that were there before', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log.1', 'old\n');
      utimesSync(logs.of('a.log.1'), 1, 1);
      logs.write('a.log', numbered(0, 1));
      const tailing = createTailing(logs.of('a.log'));
      tailing.look();
      logs.rotate('a.log');
      logs.write('a.log', numbered(1, 2));
      assert.deepEqual(tailing.read(), collected(0, 2));
      tailing.close();
    });
  });

  describe('rotation by unlinking and creating anew', () => {
    it('drains the old file, then reads the new one', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 2));
      const tailing = createTailing(logs.of('a.log'));
      tailing.look();
      logs.append('a.log', numbered(2, 4));
      unlinkSync(logs.of('a.log'));
      logs.write('a.log', numbered(4, 6));
      assert.deepEqual(tailing.read(), collected(0, 6));
      tailing.close();
    });

    it('ends when the file has been gone for a while', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 2));
      const tailing = createTailing(logs.of('a.log'));
      logs.append('a.log', 'rest');
      unlinkSync(logs.of('a.log'));
      assert.equal(tailing.look(), 'idle');
      assert.equal(tailing.look(minute), 'ended');
      assert.deepEqual(tailing.take(), [...collected(0, 2), 'rest 4']);
      assert.equal(tailing.context.followed.size, 0);
    });
  });

  describe('truncation after a copy', () => {
    const copyTruncate = (logs: ReturnType<typeof createLogDirectory>, text: string) => {
      copyFileSync(logs.of('a.log'), logs.of('a.log.1'));
      truncateSync(logs.of('a.log'));
      logs.append('a.log', text);
    };
    const sizes = { smaller: 2, 'the same size': 4, larger: 40 };
    for (const [size, count] of Object.entries(sizes))
      it(`to ${size}: reads what was missed from the copy, then the new lines`, t => {
        const logs = createLogDirectory(t);
        logs.write('a.log', numbered(1000, 1004));
        const tailing = createTailing(logs.of('a.log'));
        assert.deepEqual(tailing.read(), collected(1000, 1004));
        copyTruncate(logs, numbered(2000, 2000 + count));
        assert.deepEqual(tailing.read(), collected(2000, 2000 + count));
        logs.append('a.log', numbered(3000, 3005));
        copyTruncate(logs, numbered(4000, 4000 + count + 5));
        assert.deepEqual(tailing.read(), [...collected(3000, 3005), ...collected(4000, 4000 + count + 5)]);
        assert.deepEqual(tailing.lost, []);
        tailing.close();
      });

    it('joins a line that the copy cut', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', 'first\nhel');
      const tailing = createTailing(logs.of('a.log'));
      assert.deepEqual(tailing.read(), ['first 6']);
      copyTruncate(logs, 'lo\nworld\n');
      assert.deepEqual(tailing.read(), ['hello 6', 'world 6']);
      tailing.close();
    });

    it('counts what is lost when there is no copy', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 10_000));
      const tailing = createTailing(logs.of('a.log'));
      tailing.tail.look(0);
      const read = tailing.take().join('\n').length;
      logs.write('a.log', 'new\n');
      assert.deepEqual(tailing.read(), ['new 4']);
      assert.equal(tailing.lost.length, 1);
      assert.match(tailing.lost[0]!, /^\d+ truncated$/);
      assert.ok(read > 0);
      tailing.close();
    });

    it('is not misled by a file that was only touched', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 4));
      const tailing = createTailing(logs.of('a.log'));
      tailing.look();
      utimesSync(logs.of('a.log'), 1, 1);
      assert.deepEqual(tailing.read(), collected(0, 4));
      tailing.close();
    });
  });

  describe('restart', () => {
    it('goes on to the byte, and reads an incomplete line from its start', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', `${numbered(0, 3)}inc`);
      const before = createTailing(logs.of('a.log'));
      assert.deepEqual(before.read(), collected(0, 3));
      before.close();
      logs.append('a.log', 'omplete\nnext\n');
      const after = createTailing(logs.of('a.log'), { known: before.known, start: 'end' });
      assert.deepEqual(after.read(), ['incomplete 11', 'next 5']);
      after.close();
    });

    it('reads the rest of a file that was renamed meanwhile, the files after it, then the new one', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 3));
      const before = createTailing(logs.of('a.log'));
      before.look();
      before.close();
      logs.append('a.log', numbered(3, 5));
      for (let n = 5; n < 7; n++) {
        logs.rotate('a.log');
        logs.write('a.log', numbered(n, n + 1));
      }
      assert.deepEqual(readdirSync(logs.path).sort(), ['a.log', 'a.log.1', 'a.log.2']);
      const after = createTailing(logs.of('a.log'), { known: before.known, start: 'end' });
      assert.deepEqual(after.read(), collected(3, 7));
      assert.deepEqual(after.troubles, []);
      after.close();
    });

    it('finds a renamed file under any name that begins with its own', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 3));
      const before = createTailing(logs.of('a.log'));
      before.look();
      before.close();
      logs.append('a.log', numbered(3, 5));
      renameSync(logs.of('a.log'), logs.of('a.log-20260101'));
      logs.write('a.log', numbered(5, 6));
      const after = createTailing(logs.of('a.log'), { known: before.known });
      assert.deepEqual(after.read(), collected(3, 6));
      after.close();
    });

    it('says so when the file is out of reach, and reads what came after it', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 3));
      const before = createTailing(logs.of('a.log'));
      before.look();
      before.close();
      renameSync(logs.of('a.log'), logs.of('gone'));
      logs.write('a.log', numbered(5, 6));
      const after = createTailing(logs.of('a.log'), { known: before.known, start: 'end' });
      assert.deepEqual(after.read(), collected(5, 6));
      assert.deepEqual(after.troubles, ['the file that was read last is gone: lines written to it since are lost']);
      after.close();
    });

    it('reads the copy of a file that was truncated meanwhile, then what it holds now', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 3));
      const before = createTailing(logs.of('a.log'));
      before.look();
      before.close();
      logs.append('a.log', numbered(3, 5));
      copyFileSync(logs.of('a.log'), logs.of('a.log.1'));
      logs.write('a.log', numbered(1000, 1009));
      const after = createTailing(logs.of('a.log'), { known: before.known, start: 'end' });
      assert.deepEqual(after.read(), [...collected(3, 5), ...collected(1000, 1009)]);
      after.close();
    });

    it('reads all the copies of a file that was truncated more than once meanwhile', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 3));
      const before = createTailing(logs.of('a.log'));
      before.look();
      before.close();
      logs.append('a.log', `${numbered(3, 5)}hal`);
      copyFileSync(logs.of('a.log'), logs.of('a.log.2'));
      logs.write('a.log', `f\n${numbered(1000, 1020)}`);
      copyFileSync(logs.of('a.log'), logs.of('a.log.1'));
      logs.write('a.log', numbered(2000, 2002));
      const after = createTailing(logs.of('a.log'), { known: before.known, start: 'end' });
      assert.deepEqual(after.read(), [
        ...collected(3, 5),
        'half 5',
        ...collected(1000, 1020),
        ...collected(2000, 2002),
      ]);
      after.close();
    });

    it('says so when there is no copy of a file that was truncated meanwhile', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 3));
      const before = createTailing(logs.of('a.log'));
      before.look();
      before.close();
      logs.write('a.log', numbered(1000, 1002));
      const after = createTailing(logs.of('a.log'), { known: before.known, start: 'end' });
      assert.deepEqual(after.read(), collected(1000, 1002));
      assert.deepEqual(after.troubles, [
        'it was written over, and there is no copy: lines written before that are lost',
      ]);
      after.close();
    });

    it('finds a renamed file whose date stands before the extension', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 3));
      const before = createTailing(logs.of('a.log'));
      before.look();
      before.close();
      logs.append('a.log', numbered(3, 5));
      renameSync(logs.of('a.log'), logs.of('a-20260101.log'));
      logs.write('a.log', numbered(5, 6));
      const after = createTailing(logs.of('a.log'), { known: before.known });
      assert.deepEqual(after.read(), collected(3, 6));
      after.close();
    });

    it('goes on in an old file that the last run had not done with', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', numbered(0, 1));
      const before = createTailing(logs.of('a.log'));
      before.look();
      logs.rotate('a.log');
      logs.write('a.log', numbered(1, 2));
      before.look();
      before.close();
      logs.append('a.log.1', numbered(2, 3));
      logs.append('a.log', numbered(3, 4));
      const after = createTailing(logs.of('a.log'), { known: before.known });
      assert.deepEqual(after.read(), collected(2, 4));
      after.close();
    });
  });

  describe('long lines', () => {
    it('hands on the beginning of a line that is longer than limit and buffer, and counts all of it', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', `${'x'.repeat(100_000)}\nnext\n`);
      const tailing = createTailing(logs.of('a.log'));
      assert.deepEqual(tailing.read(), [`${'x'.repeat(2000)} 100001`, 'next 5']);
      assert.equal(tailing.limits.truncated, 1);
      tailing.close();
    });

    it('enlarges its buffer for a line within the limit', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', `${'x'.repeat(2000)}\nnext\n`);
      const tailing = createTailing(logs.of('a.log'), { bufferSize: 300 });
      assert.deepEqual(tailing.read(), [`${'x'.repeat(2000)} 2001`, 'next 5']);
      assert.equal(tailing.limits.truncated, 0);
      tailing.close();
    });

    it('comes to the same when the line comes in pieces', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', 'first\n');
      const tailing = createTailing(logs.of('a.log'), { bufferSize: 300 });
      for (let n = 0; n < 50; n++) {
        logs.append('a.log', 'x'.repeat(77));
        tailing.look();
      }
      logs.append('a.log', '\r\nnext\n');
      assert.deepEqual(tailing.read(), ['first 6', `${'x'.repeat(2000)} 3852`, 'next 5']);
      tailing.close();
    });

    it('holds no more of one that goes on for ever than the buffer has room for', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', '');
      const tailing = createTailing(logs.of('a.log'));
      const chunk = 'x'.repeat(1_000_000);
      for (let n = 0; n < 20; n++) {
        logs.append('a.log', chunk);
        assert.deepEqual(tailing.read(), []);
      }
      assert.equal(tailing.tail.unread(), 20_000_000);
      assert.ok(tailing.context.buffer.bytes.length <= 4096);
      assert.equal(tailing.limits.room.left, 10_000_000);
      logs.append('a.log', '\nnext\n');
      assert.deepEqual(tailing.read(), [`${'x'.repeat(2000)} 20000001`, 'next 5']);
      tailing.close();
    });

    it('hands on the beginning of one that never ended', t => {
      const logs = createLogDirectory(t);
      logs.write('a.log', 'x'.repeat(100_000));
      const tailing = createTailing(logs.of('a.log'));
      tailing.look();
      logs.rotate('a.log');
      logs.write('a.log', 'next\n');
      assert.deepEqual(tailing.read(), ['next 5']);
      assert.deepEqual(tailing.read(minute), [`${'x'.repeat(2000)} 100000`]);
      tailing.close();
    });
  });
});
