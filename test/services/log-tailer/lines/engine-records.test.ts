import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createFrameReader,
  createRawReader,
  longestHeld,
  type RecordListener,
} from '../../../../services/log-tailer/lines/engine-records.ts';
import { frame } from '../engine-frame.ts';

/** What a reader tells of `bytes` cut into pieces of `size`: each record as `stream: bytes`. */
function read(create: typeof createFrameReader, bytes: Buffer, size: number, ends = true) {
  const records: string[] = [];
  const listener: RecordListener = {
    beginRecord: stream => void records.push(`${stream}: `),
    bytes(chunk, start, end) {
      records[records.length - 1] += chunk.toString('utf8', start, end);
    },
  };
  const reader = create(listener);
  for (let at = 0; at < bytes.length; at += size) reader.feed(bytes.subarray(at, at + size));
  if (ends) reader.end();
  return records;
}

describe('createFrameReader', () => {
  const bytes = Buffer.concat([
    frame('stdout', 'one\n'),
    frame('stderr', 'two'),
    frame('stdout', ''),
    frame('stdout', '4\n'),
  ]);
  for (const size of [1, 3, 8, 11, 1000])
    it(`finds the frames in pieces of ${size} bytes`, () => {
      assert.deepEqual(read(createFrameReader, bytes, size), [
        'stdout: one\n',
        'stderr: two',
        'stdout: ',
        'stdout: 4\n',
      ]);
    });
});

describe('createRawReader', () => {
  for (const size of [1, 4, 1000])
    it(`finds the lines in pieces of ${size} bytes`, () => {
      assert.deepEqual(read(createRawReader, Buffer.from('one\r\n\ntwo'), size), [
        'stdout: one\r\n',
        'stdout: \n',
        'stdout: two',
      ]);
    });
});

for (const [name, create, record] of [
  ['frames', createFrameReader, (text: string) => frame('stdout', text)],
  ['lines', createRawReader, (text: string) => Buffer.from(text)],
] as const) {
  describe(`a record of which the end has not come, in ${name}`, () => {
    it('is held, so that it comes again whole when the engine is asked again', () => {
      const bytes = Buffer.concat([record('one\n'), record('two\n')]);
      for (let cut = record('one\n').length; cut < bytes.length; cut++)
        assert.deepEqual(read(create, bytes.subarray(0, cut), 7, false), ['stdout: one\n']);
    });

    it('is handed on as it comes when it is longer than any is', () => {
      const long = record(`${'x'.repeat(2 * longestHeld)}\n`);
      const [found = ''] = read(create, long.subarray(0, -1), 1000, false);
      assert.ok(found.length > longestHeld);
      assert.deepEqual(read(create, Buffer.concat([long, record('next\n')]), 1000)[1], 'stdout: next\n');
    });
  });
}
