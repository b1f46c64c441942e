import assert from 'node:assert/strict';
import { linkSync, mkdirSync, renameSync, rmdirSync, utimesSync, writeFileSync } from 'node:fs';
import type { PlayedLog } from './played-log.ts';

/** What is done to the files of a log; after it all that was written must have been read, once. */
export type RotationCase = (log: PlayedLog) => void | Promise<void>;

/** Takes the inode that was freed last: the file that is created next is not to get it. */
export const takeInode = (log: PlayedLog) => writeFileSync(log.of('other'), '');

/** A run that has read the first lines. */
async function readFirst(log: PlayedLog, lines = 5): Promise<void> {
  log.write(lines);
  log.start();
  await log.look();
}

/** The same, then a stop: what follows in a case happens during the downtime. */
export async function readAndStop(log: PlayedLog, lines = 20): Promise<void> {
  await readFirst(log, lines);
  log.stop();
}

/** The cases of rotation that suites of tailers know, rebuilt from their descriptions, by name. */
export const rotationCases: Readonly<Record<string, RotationCase>> = {
  async 'logrotate create: renamed, then created'(log) {
    await readFirst(log);
    log.write(5);
    log.rename();
    log.write(5);
  },
  async 'logrotate delaycompress: text goes to the old file until the writer is told'(log) {
    await readFirst(log);
    log.rename();
    await log.look();
    log.write(5, 'app.log.1');
    log.write(5);
    await log.look();
    log.write(5, 'app.log.1');
  },
  async 'logrotate compress: compressed while it is held open'(log) {
    log.write(5);
    log.start();
    log.glance();
    log.write(50);
    log.rename();
    log.compress('app.log.1');
    log.write(5);
  },
  async 'logrotate compress: compressed after the new file was found empty'(log) {
    await readFirst(log);
    log.rename();
    log.text('');
    await log.look();
    log.compress('app.log.1');
    log.write(5);
  },
  async 'logrotate compress: compressed long after it was let go of, the new file found empty'(log) {
    await readFirst(log);
    log.rename();
    log.text('');
    await log.wait();
    log.compress('app.log.1');
    log.write(5);
  },
  async 'logrotate compress: an empty file'(log) {
    log.text('');
    log.start();
    await log.look();
    log.rename();
    log.compress('app.log.1');
    log.write(5);
  },
  async 'logrotate compress: compressed while most of it was unread, and written to until then'(log) {
    log.write(60_000);
    log.start();
    log.glance();
    log.write(50);
    log.rename();
    log.compress('app.log.1');
    log.write(5);
  },
  async 'logrotate compress: a file found empty and compressed before it was read, the one before it long'(log) {
    log.write(60_000);
    log.start();
    log.glance();
    log.rename();
    log.text('');
    log.glance();
    log.write(5);
    log.rename();
    log.compress('app.log.1');
    log.write(5);
  },
  async 'logrotate nocreate: the path stays empty for a while'(log) {
    await readFirst(log);
    log.write(5);
    log.rename();
    await log.look();
    log.write(5);
  },
  async 'several rotations between two looks'(log) {
    await readFirst(log);
    for (let rotation = 0; rotation < 5; rotation++) {
      log.write(5);
      log.rename();
    }
    log.write(5);
  },
  async 'several rotations between two looks, the older compressed'(log) {
    await readFirst(log);
    for (let rotation = 0; rotation < 4; rotation++) {
      log.write(5 + rotation);
      log.rename();
      if (rotation > 0) log.compress('app.log.2');
    }
    log.write(5);
  },
  async 'downtime longer than a rotation: the chain .1, .2.gz, .3.gz is walked'(log) {
    await readAndStop(log);
    for (let rotation = 0; rotation < 3; rotation++) {
      log.write(20);
      log.rename();
      if (rotation > 0) log.compress('app.log.2');
    }
    log.write(5);
    log.start();
  },
  async 'downtime with a compressed file of many chunks'(log) {
    await readAndStop(log);
    log.write(60_000);
    log.rename();
    log.compress('app.log.1');
    log.write(5);
    log.start();
  },
  async 'killed in the middle of a compressed file, which then gets another number'(log) {
    await readAndStop(log);
    log.write(60_000);
    log.rename();
    log.compress('app.log.1');
    log.write(5);
    log.start();
    for (let glance = 0; glance < 200; glance++) {
      log.glance();
      await new Promise(resolve => setImmediate(resolve));
    }
    log.keep();
    log.kill();
    log.rename();
    log.write(5);
    log.start();
  },
  async 'dated copies: app.log-20261120.gz, app.log-20261121, after a downtime'(log) {
    await readAndStop(log);
    log.write(5);
    log.renameTo('app.log-20261119');
    log.compress('app.log-20261119');
    log.write(6);
    log.renameTo('app.log-20261120');
    log.compress('app.log-20261120');
    log.write(7);
    log.renameTo('app.log-20261121');
    log.write(5);
    log.start();
  },
  async 'dates before the extension: app-2026-11-20.log'(log) {
    await readAndStop(log);
    for (const day of ['19', '20', '21']) {
      log.write(5);
      log.renameTo(`app-2026-11-${day}.log`);
    }
    log.write(5);
    log.start();
  },
  async 'log4j2 with counts that go up: app-1.log, app-2.log'(log) {
    await readAndStop(log);
    for (const count of [1, 2, 3]) {
      log.write(5);
      log.renameTo(`app-${count}.log`);
      utimesSync(log.of(`app-${count}.log`), 4_000_000_000 + count, 4_000_000_000 + count);
    }
    log.write(5);
    log.start();
  },
  async 'log4j2 with counts that go up: app.log.1, app.log.2'(log) {
    await readAndStop(log);
    for (const count of [1, 2, 3]) {
      log.write(5);
      log.renameTo(`app.log.${count}`);
      utimesSync(log.of(`app.log.${count}`), 4_000_000_000 + count, 4_000_000_000 + count);
    }
    log.write(5);
    log.start();
  },
  async 'downtime in which the file, empty before, was written to, rotated and compressed'(log) {
    log.text('');
    log.start();
    await log.look();
    log.stop();
    log.write(5);
    log.rename();
    log.compress('app.log.1');
    takeInode(log);
    log.write(5);
    log.start();
  },
  async 'downtime in which both a file and the one rotated before it were compressed'(log) {
    await readFirst(log);
    log.rename();
    log.write(7);
    await log.look();
    log.stop();
    log.write(3);
    log.rename();
    log.compress('app.log.1');
    log.compress('app.log.2');
    log.write(5);
    log.start();
  },
  ...copyTruncates(),
  async 'copytruncate between two looks, of a file that was empty at the last'(log) {
    log.text('');
    log.start();
    await log.look();
    log.write(5);
    log.copyTruncate();
    log.write(5);
  },
  async 'copytruncate between two looks, of a file that was empty at both'(log) {
    log.text('');
    log.start();
    await log.look();
    log.write(5);
    log.copyTruncate();
    log.write(3);
    log.copyTruncate();
    await log.look();
    log.write(2);
  },
  async 'copytruncate twice during a downtime, the older compressed'(log) {
    await readAndStop(log);
    log.write(5);
    log.copyTruncate();
    log.write(9);
    log.copyTruncate();
    log.compress('app.log.2');
    log.write(3);
    log.start();
  },
  async 'copytruncate in the middle of a line, then a restart'(log) {
    await readAndStop(log);
    log.start();
    log.torn(1);
    log.copyTruncate();
    await log.look();
    log.stop();
    log.mend(3);
    log.start();
  },
  async 'copytruncate in the middle of a line, killed before its end came'(log) {
    await readAndStop(log);
    log.start();
    log.torn(500);
    log.copyTruncate();
    for (let glance = 0; glance < 3; glance++) log.glance();
    log.keep();
    log.kill();
    log.start();
    await log.look();
    log.keep();
    log.kill();
    log.mend(3);
    log.start();
  },
  async 'copytruncate in the middle of a line, twice, then renamed and compressed, restarts between'(log) {
    await readAndStop(log);
    log.start();
    log.torn(5);
    log.copyTruncate();
    await log.look();
    log.stop();
    log.rename();
    log.mend(5, 'app.log.1');
    log.compress('app.log.1');
    log.write(5);
    log.start();
  },
  async 'unlinked while unread text is in it'(log) {
    log.write(500);
    log.start();
    log.glance();
    log.remove();
    log.write(5);
  },
  async 'renamed away and back'(log) {
    await readFirst(log);
    renameSync(log.of('app.log'), log.of('app.log.moved'));
    await log.look();
    renameSync(log.of('app.log.moved'), log.of('app.log'));
    log.write(5);
  },
  async 'saved anew with the same text and more, as by sed -i'(log) {
    await readAndStop(log);
    log.saveAnew();
    log.write(5);
    log.start();
    await log.look();
    log.saveAnew();
    log.write(5);
  },
  async 'saved anew during a downtime a moment after a rotation'(log) {
    await readFirst(log);
    log.rename();
    log.write(50);
    await log.look();
    log.stop();
    log.saveAnew();
    log.write(5);
    log.start();
  },
  async 'rotated and compressed during a downtime, at the path a directory at the start'(log) {
    await readAndStop(log);
    log.write(5);
    log.rename();
    log.compress('app.log.1');
    takeInode(log);
    mkdirSync(log.of('app.log'));
    assert.throws(() => log.start(), /not a regular file/);
    rmdirSync(log.of('app.log'));
    log.write(5);
    log.start();
  },
  async 'a second name for the same file'(log) {
    await readFirst(log);
    linkSync(log.of('app.log'), log.of('app.log.1'));
    log.write(5);
    await log.look();
    log.rename();
    log.write(5);
  },
};

/** The sizes that a truncated file may have when it is looked at next. */
function copyTruncates(): Record<string, RotationCase> {
  const sizes = { smaller: 3, 'the same': 10, larger: 40 };
  return Object.fromEntries(
    Object.entries(sizes).map(([size, lines]) => [
      `copytruncate to a size that is ${size}`,
      async (log: PlayedLog) => {
        await readFirst(log, 10);
        log.copyTruncate();
        log.write(lines);
        await log.look();
        log.write(2);
      },
    ]),
  );
}
