import assert from 'node:assert/strict';
import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { frame } from '../../../../../services/shared/files/record.ts';
import { pointRecords } from '../../../../../services/shared/store/outbox/records.ts';
import { scratchDirectory } from '../../../../support/scratch.ts';
import { openScripted, points } from './support.ts';

/** The records of a file, a record for each word. */
const recordsOf = (words: string) =>
  words.split(' ').map(word => Buffer.concat([...pointRecords(points(word))].map(({ record }) => record)));

/** An outbox as another process may have left it. */
async function leave(t: Parameters<typeof scratchDirectory>[0], files: Readonly<Record<string, Buffer | string>>) {
  const directory = join(await scratchDirectory(t), 'outbox');
  await mkdir(directory);
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
  return directory;
}

test('what was left is written first, in its order; what was not complete is removed, what is not ours stays', async t => {
  const directory = await leave(t, {
    '000000000009.0.2.points': recordsOf('cd')[0]!,
    '000000000002.0.2.points': recordsOf('ab')[0]!,
    '000000000010.points.part': recordsOf('x')[0]!,
    README: 'not ours',
  });
  const { store, flush, lie, metrics } = await openScripted(t, { directory, behaviour: 'hangs' });
  assert.ok(metrics().includes('tidegauge.store.queued 4 g'));
  flush('e');
  await lie('000000000002.0.2.points', '000000000009.0.2.points', '000000000010.0.1.points', 'README');
  store.behaviour = 'takes';
  store.release();
  assert.deepEqual(await store.takes(3), ['0s ab', '0s cd', '0s e']);
  await lie('README');
});

const [ab, cd, ef] = recordsOf('ab cd ef') as [Buffer, Buffer, Buffer];
const flipped = Buffer.from(cd);
flipped[20]! ^= 1;
const endless = Buffer.from(cd);
endless.writeUInt32LE(0xffff_ffff);

const damages: Readonly<Record<string, readonly [content: Buffer, written: readonly string[], told?: string]>> = {
  'a file cut short': [
    Buffer.concat([ab, cd, ef.subarray(0, -1)]),
    ['0s abcd'],
    `2 of 6 … nothing can be read from byte 212 on`,
  ],
  'a file cut within a header': [
    Buffer.concat([ab, cd.subarray(0, 5)]),
    ['0s ab'],
    '4 of 6 … nothing can be read from byte 106 on',
  ],
  'a record with a bit that changed': [
    Buffer.concat([ab, flipped, ef]),
    ['0s abef'],
    '2 of 6 … the record at byte 106 is not what it was',
  ],
  'a length beyond all bounds': [
    Buffer.concat([ab, endless, ef]),
    ['0s ab'],
    '4 of 6 … nothing can be read from byte 106 on',
  ],
  'a record of something else': [
    Buffer.concat([ab, frame('"?"'), ef]),
    ['0s abef'],
    '2 of 6 … the record at byte 106 is not what it was',
  ],
  'an empty file': [Buffer.alloc(0), [], '6 of 6 … they are not there'],
  garbage: [Buffer.alloc(1000, 'garbage'), [], '6 of 6 … nothing can be read from byte 0 on'],
};

for (const [name, [content, written, told]] of Object.entries(damages)) {
  test(`${name}: what can be read is written, the rest counted and told, and nothing behind it is held up`, async t => {
    const directory = await leave(t, { '000000000001.0.6.points': content, '000000000002.0.2.points': ab });
    const { store, lie, metrics, logger } = await openScripted(t, { directory });
    assert.deepEqual(await store.takes(written.length + 1), [...written, '0s ab']);
    await lie();
    const lost = Number(told?.split(' ')[0]);
    assert.ok(metrics().includes(`tidegauge.store.dropped ${lost} c`));
    assert.deepEqual(logger.lines, [
      `error test: ${told?.replace('…', 'points in 000000000001.0.6.points of the outbox are lost:')}`,
    ]);
  });
}

test('a file that shrinks while it waits is no more than a damaged one', async t => {
  const { directory, clock, store, flush, lie } = await openScripted(t, { behaviour: 'hangs' });
  flush('a');
  await store.takes(1);
  flush('bc');
  await lie('000000000001.0.1.points', '000000000002.0.2.points');
  await truncate(join(directory, '000000000002.0.2.points'), 10);
  flush('d');
  await lie('000000000001.0.1.points', '000000000002.0.2.points', '000000000003.0.1.points');
  store.behaviour = 'takes';
  store.release();
  await clock.advance(0);
  assert.deepEqual(await store.takes(1), ['0s d']);
  await lie();
});

test('what a file says can be read by whoever looks into it', async t => {
  const { directory, store, flush, lie } = await openScripted(t, { behaviour: 'hangs' });
  flush('a');
  await store.takes(1);
  await lie('000000000001.0.1.points');
  const content = await readFile(join(directory, '000000000001.0.1.points'));
  assert.equal(
    content.subarray(8).toString(),
    '{"metric":["a"],"tags":[{}],"shapes":[["value"]],"times":[0],"values":[1]}',
  );
});
