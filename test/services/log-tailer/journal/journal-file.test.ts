import assert from 'node:assert/strict';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createJournalReading, openJournalFile } from '../../../../services/log-tailer/journal/journal-file.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { describeEntry, journalctlEntries, openFixture, placeFixture, readAll } from './fixtures.ts';
import { createJournalWriter, long } from './journal-writer.ts';

const messages = (entries: readonly { readonly MESSAGE?: string }[]) => entries.map(({ MESSAGE }) => MESSAGE);

/** `begin` and its last byte again and again, `total` bytes, packed by LZ4 into `packed` at least: what it has too much of says nothing. */
function repetitive(begin: string, total: number, packed: number): Buffer {
  const runs = Math.ceil((total - begin.length) / 255);
  const token = Buffer.from([(begin.length << 4) | 15]);
  const match = Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(runs, 255), Buffer.from([0])]);
  const block = Buffer.concat([long(total), token, Buffer.from(begin), match]);
  return Buffer.concat([block, Buffer.alloc(Math.max(0, packed - block.length))]);
}

describe('openJournalFile', () => {
  for (const name of ['compact-zstd', 'regular-unkeyed'])
    it(`reads in a file of systemd's what journalctl reads: ${name}`, async t => {
      const path = join(await scratchDirectory(t), 'system.journal');
      placeFixture(name, path);
      const file = openFixture(path);
      assert.deepEqual(readAll(file), { entries: journalctlEntries(), damaged: 0 });
      file.close();
    });

  for (const compact of [true, false])
    it(`follows a file while it is written, ${compact ? 'compact' : 'regular'}`, async t => {
      const path = join(await scratchDirectory(t), 'system.journal');
      const writer = createJournalWriter(path, { compact });
      const file = openFixture(path);
      const expected: string[] = [];
      const read: (string | undefined)[] = [];
      for (let round = 0; round < 200; round++) {
        for (let index = 0; index < round % 7; index++) {
          expected.push(`message ${expected.length}`);
          writer.append({ MESSAGE: expected.at(-1)!, PRIORITY: '6', _SYSTEMD_UNIT: 'a.service' });
        }
        read.push(...messages(readAll(file).entries));
      }
      assert.deepEqual(read, expected);
      assert.deepEqual([file.next, file.unread, file.archived], [expected.length, 0, false]);
      writer.archive();
      readAll(file);
      assert.equal(file.archived, true);
      file.close();
      writer.close();
    });

  it('goes on where it was left, and at the end where that is wanted', async t => {
    const path = join(await scratchDirectory(t), 'system.journal');
    const writer = createJournalWriter(path);
    for (let index = 0; index < 100; index++) writer.append({ MESSAGE: `${index}` });
    const file = openFixture(path);
    file.moveTo(98);
    assert.deepEqual(messages(readAll(file).entries), ['98', '99']);
    assert.equal(file.seqnum, 100);
    file.close();
    const other = openFixture(path);
    other.moveTo();
    writer.append({ MESSAGE: 'new' });
    assert.deepEqual(messages(readAll(other).entries), ['new']);
    other.close();
    writer.close();
  });

  it('reads no more of a message than is wanted, and knows how long it is', async t => {
    const path = join(await scratchDirectory(t), 'system.journal');
    const writer = createJournalWriter(path);
    writer.append({ MESSAGE: 'x'.repeat(300_000), PRIORITY: '3' });
    const file = openFixture(path);
    file.read(0, 10, true, entry => {
      assert.equal(describeEntry(entry).MESSAGE, 'x'.repeat(10));
      assert.equal(entry.total, 300_000);
    });
    file.close();
    writer.close();
  });

  it('reads messages that are compressed by LZ4, and says of others why it does not', async t => {
    const path = join(await scratchDirectory(t), 'system.journal');
    const writer = createJournalWriter(path);
    const text = `long message ${'of many words, which journald compresses; '.repeat(40)}`;
    const block = Buffer.from(
      '/y9NRVNTQUdFPWxvbmcgbWVzc2FnZSBvZiBtYW55IHdvcmRzLCB3aGljaCBqb3VybmFsZCBjb21wcmVzc2VzOyoA////////VVBzZXM7IA==',
      'base64',
    );
    writer.appendOf([writer.compressed(2, Buffer.concat([long(1701), block]))]);
    writer.appendOf([writer.compressed(1, Buffer.from('no xz, but nobody looks'))]);
    writer.appendOf([writer.compressed(2, Buffer.concat([long(1701), block.subarray(0, 40)]))]);
    const file = openFixture(path);
    assert.deepEqual(readAll(file).entries, [{ MESSAGE: text }, { unread: 'xz' }, { unread: 'damaged' }]);
    file.close();
    writer.close();
  });

  it('does not unpack in one step all that an entry, or many of them, may refer to', async t => {
    const path = join(await scratchDirectory(t), 'system.journal');
    const writer = createJournalWriter(path);
    // Objects 64 KiB apart have one place among those that are remembered: each is read again.
    const apart = () => writer.compressed(2, repetitive('MESSAGE=a', 1_048_576, 65_536 - 72));
    const [one, other] = [apart(), apart()];
    const items = Array.from({ length: 1023 }, (_, index) => (index % 2 === 0 ? one : other));
    for (let entry = 0; entry < 200; entry++) writer.appendOf(items);
    const reading = createJournalReading();
    const opened = openJournalFile(path, reading);
    assert.ok(opened.ok);
    const file = opened.value;
    let read = 0;
    for (let more = true; more; ) {
      const before = reading.data.worked;
      const step = file.read(0, 1_000_000, true, () => {});
      const worked = reading.data.worked - before;
      assert.ok(worked < 80_000_000, `a step of ${step.count} entries took ${worked} bytes`);
      read += step.count;
      more = step.more && read < 20;
    }
    file.close();
    writer.close();
  });

  it('says of an entry that there is too much in it, where that is what hides the message', async t => {
    const path = join(await scratchDirectory(t), 'system.journal');
    const writer = createJournalWriter(path);
    const large = () => writer.compressed(2, repetitive('OTHER=', 10_000_000, 10_000_000));
    const message = writer.compressed(2, repetitive('MESSAGE=a', 5000, 40));
    writer.appendOf([large(), large(), message]);
    writer.appendOf([large(), large(), large(), message]);
    const file = openFixture(path);
    const { entries, damaged } = readAll(file, 500);
    assert.deepEqual([entries, damaged], [[{ MESSAGE: 'a'.repeat(500) }, { unread: 'too_large' }], 0]);
    file.close();
    writer.close();
  });

  it('leaves out a damaged entry, and reads those behind it', async t => {
    const path = join(await scratchDirectory(t), 'system.journal');
    const writer = createJournalWriter(path);
    writer.append({ MESSAGE: 'one' });
    const damaged = writer.append({ MESSAGE: 'two' });
    writer.append({ MESSAGE: 'three' });
    writer.patch(damaged, Buffer.from([0]));
    const file = openFixture(path);
    const { entries, damaged: left } = readAll(file);
    assert.deepEqual([messages(entries), left], [['one', 'three'], 1]);
    file.close();
    writer.close();
  });

  it('waits a moment for an entry that is counted but not to be seen yet', async t => {
    const path = join(await scratchDirectory(t), 'system.journal');
    const writer = createJournalWriter(path);
    const entry = writer.append({ MESSAGE: 'one' });
    writer.append({ MESSAGE: 'two' });
    const file = openFixture(path);
    const step = (now: number) => {
      const read: (string | undefined)[] = [];
      const { damaged } = file.read(now, 100, false, found => read.push(describeEntry(found).MESSAGE));
      return [read, damaged];
    };
    writer.patch(entry, Buffer.from([0]));
    assert.deepEqual(step(5000), [[], 0]);
    assert.deepEqual(step(5999), [[], 0]);
    writer.patch(entry, Buffer.from([3]));
    assert.deepEqual(step(6000), [['one', 'two'], 0]);
    const never = writer.append({ MESSAGE: 'never whole' });
    writer.append({ MESSAGE: 'four' });
    writer.patch(never, Buffer.from([0]));
    assert.deepEqual(step(10_000), [[], 0]);
    assert.deepEqual(step(11_000), [['four'], 1]);
    file.close();
    writer.close();
  });

  it('comes to an end in a file whose list of entries leads in a circle, or nowhere', async t => {
    const path = join(await scratchDirectory(t), 'system.journal');
    const writer = createJournalWriter(path);
    for (let index = 0; index < 4; index++) writer.append({ MESSAGE: `${index}` });
    const first = Number(readFileSync(path).readBigUInt64LE(176));
    writer.patch(152, long(2 ** 50));
    for (const next of [0, first, 8, 2 ** 60]) {
      writer.patch(first + 16, long(next));
      const file = openFixture(path);
      const { entries, damaged } = readAll(file);
      assert.deepEqual(messages(entries), ['0', '1', '2', '3']);
      assert.ok(damaged > 0 && damaged < 1000, `${damaged} entries are told to be damaged`);
      file.close();
    }
    writer.close();
  });

  it('reads a file that is cut off as far as it goes', async t => {
    const path = join(await scratchDirectory(t), 'system.journal');
    const writer = createJournalWriter(path);
    for (let index = 0; index < 50; index++) writer.append({ MESSAGE: `${index}` });
    writer.close();
    truncateSync(path, 2500);
    const file = openFixture(path);
    const { entries, damaged } = readAll(file);
    assert.ok(entries.length > 0 && damaged > 0);
    assert.deepEqual(
      messages(entries),
      entries.map((_, index) => `${index}`),
    );
    file.close();
  });

  it('survives whatever bytes are in a file', async t => {
    const path = join(await scratchDirectory(t), 'system.journal');
    const writer = createJournalWriter(path);
    for (let index = 0; index < 60; index++)
      writer.append({ MESSAGE: `message ${index}`, _SYSTEMD_UNIT: `u${index % 3}`, PRIORITY: `${index % 8}` });
    writer.close();
    const sound = readFileSync(path);
    const random = seededRandom(5);
    for (let round = 0; round < 500; round++) {
      const bytes = Buffer.from(sound);
      for (let change = 0; change < 20; change++)
        bytes[144 + Math.floor(random() * (bytes.length - 144))] = Math.floor(random() * 256);
      writeFileSync(path, bytes);
      const file = openFixture(path);
      assert.ok(readAll(file, 1000).entries.length <= 100_000);
      file.close();
    }
  });

  it('says why a file can not be read', async t => {
    const directory = await scratchDirectory(t);
    const path = join(directory, 'system.journal');
    const reasonOf = (at: string) => {
      const opened = openJournalFile(at, createJournalReading());
      return opened.ok ? undefined : [opened.reason.kind, opened.reason.reason];
    };
    assert.deepEqual(reasonOf(path), ['closed', 'ENOENT']);
    writeFileSync(path, '');
    assert.deepEqual(reasonOf(path), ['unfit', 'it is no journal file']);
    const writer = createJournalWriter(path);
    writer.patch(12, Buffer.from([0x9c, 0, 0, 1]));
    assert.deepEqual(reasonOf(path), ['unfit', 'it has the incompatible flags 0x1000080, which are unknown']);
    writer.close();
    assert.deepEqual(reasonOf(directory), ['unfit', 'it is not a regular file']);
  });
});
