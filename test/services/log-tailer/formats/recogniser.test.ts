import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from '../../../../services/log-tailer/formats/index.ts';
import { createRecogniser } from '../../../../services/log-tailer/formats/recogniser.ts';
import { createTally } from '../../../../services/log-tailer/tally/tally.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';
import { sampledFormats, sampleLines } from './samples.ts';
import { within } from './within.ts';

/** Lines to one recogniser; what it takes them for, and what they became. */
function createSource() {
  const tally = createTally({});
  const recogniser = createRecogniser(formats, tally);
  const client = createRecordingClient();
  return {
    recogniser,
    read: (line: string | Buffer) => within(line, recogniser.read),
    report: () => {
      tally.report(client);
      return client.take();
    },
  };
}

const error = '2026/11/20 19:14:00 [error] 31#31: x';
const times = (count: number, line: string) => Array.from({ length: count }, () => line);

test('the format is that of most of the first lines', () => {
  const source = createSource();
  assert.equal(source.recogniser.format(), undefined);
  for (const line of ['starting', error, ...times(12, 'WARNING:root:x'), ...times(6, 'text')]) source.read(line);
  assert.equal(source.recogniser.format(), 'python');
});

test('it stays when some lines are in another, and changes when twenty in a row are', () => {
  const source = createSource();
  for (const line of times(20, error)) source.read(line);
  for (const line of [...times(19, 'text'), error, ...times(19, 'text'), error]) source.read(line);
  assert.equal(source.recogniser.format(), 'nginx error');
  for (const line of times(20, 'text')) source.read(line);
  assert.equal(source.recogniser.format(), 'plain');
  for (const line of times(40, error)) source.read(line);
  assert.equal(source.recogniser.format(), 'nginx error');
});

test('an empty line is in no format', () => assert.equal(createSource().read(''), undefined));

for (const format of sampledFormats) {
  test(`a source of ${format} is recognised`, () => {
    const source = createSource();
    for (let round = 0; round < 20; round++) for (const line of sampleLines(format)) source.read(line);
    assert.equal(source.recogniser.format(), format);
  });
}

/** A fixed sequence (a linear congruence), so that a failure can be seen again. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** Sample lines with bytes changed, cut, put together. */
function spoil(lines: readonly Buffer[], random: (below: number) => number): Buffer {
  const one = lines[random(lines.length)]!;
  const other = lines[random(lines.length)]!;
  const spoilt = Buffer.concat([
    one.subarray(random(4) === 0 ? random(one.length) : 0, random(3) === 0 ? random(one.length) : one.length),
    random(3) === 0 ? other.subarray(random(other.length)) : Buffer.alloc(0),
  ]);
  const marks = Buffer.from('"[]{}()<>:;,.-+=/\\ \t\0\xff019TZ|#*', 'latin1');
  for (let change = random(4); change > 0 && spoilt.length > 0; change--) {
    spoilt[random(spoilt.length)] = marks[random(marks.length)]!;
  }
  return spoilt.filter(byte => byte !== 0x0a) as Buffer;
}

test('whatever the bytes, a line becomes the same after any others and between any others, and nothing throws', () => {
  const lines = sampledFormats.flatMap(sampleLines).map(line => Buffer.from(line));
  const random = createRandom(6);
  const all = createSource();
  const expected = new Map<string, number>();
  const add = (said: readonly string[]) => {
    for (const line of said) {
      const [, series = '', value = '', unit = ''] = /^(.*) (\S+) (\S+)$/.exec(line) ?? [];
      const key = unit === 'ms' ? line : series;
      expected.set(key, (expected.get(key) ?? 0) + (unit === 'ms' ? 1 : Number(value)));
    }
  };
  const readers = formats.map(format => format.createReader(createTally({})));
  for (let round = 0; round < 4000; round++) {
    const line = spoil(lines, random);
    const one = createSource();
    const alone = one.recogniser.read(Buffer.from(line), 0, line.length);
    assert.equal(all.read(line), alone, line.toString('latin1'));
    add(one.report());
    for (const reader of readers) within(line, reader);
  }
  const alone = new Map(expected);
  expected.clear();
  add(all.report());
  assert.deepEqual(expected, alone);
});
