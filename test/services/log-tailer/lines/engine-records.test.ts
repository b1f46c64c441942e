import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createFrameReader,
  createRawReader,
  type RecordListener,
} from '../../../../services/log-tailer/lines/engine-records.ts';
import { frame } from '../engine-frame.ts';

/** What a reader tells of `bytes` cut into pieces of `size`: each record as `stream: bytes`. */
function read(create: typeof createFrameReader, bytes: Buffer, size: number) {
  const records: string[] = [];
  const listener: RecordListener = {
    beginRecord: stream => void records.push(`${stream}: `),
    bytes(chunk, start, end) {
      records[records.length - 1] += chunk.toString('utf8', start, end);
    },
  };
  const reader = create(listener);
  for (let at = 0; at < bytes.length; at += size) reader(bytes.subarray(at, at + size));
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
