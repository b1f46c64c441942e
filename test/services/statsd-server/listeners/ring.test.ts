import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createRingMemory,
  createRingReader,
  createRingWriter,
} from '../../../../services/statsd-server/listeners/ring.ts';

const capacity = 256 * 1024;

function ring(bytes = capacity) {
  const memory = createRingMemory(bytes);
  let woken = 0;
  const writer = createRingWriter(memory, () => {
    woken += 1;
  });
  return { writer, write: writer.put, ...createRingReader(memory), woken: () => woken };
}

/** Lengths that look random and are the same each time (a linear congruential generator). */
function* lengths(seed = 1): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    yield (state >>> 8) % (state & 0x40 ? 65_508 : 100);
  }
}

test('packets come out whole and in order, however they lie about the end of the ring', () => {
  const { write, drain } = ring();
  const source = lengths();
  const sent: Buffer[] = [];
  let taken = 0;
  const take = (buffer: Buffer, start: number, end: number) => {
    assert.ok(buffer.subarray(start, end).equals(sent[taken]!), `packet ${taken}`);
    taken += 1;
  };
  for (let number = 0; number < 5000; number++) {
    const packet = Buffer.alloc(source.next().value, number);
    sent.push(packet);
    write(packet);
    // Never so much in it that the writer would wait, which nothing here would end.
    if (number % 2 === 1) drain(number % 4 === 1 ? 1 : Number.POSITIVE_INFINITY, take);
    if (number % 4 === 3) while (drain(capacity, take));
  }
  while (drain(capacity, take));
  assert.equal(taken, sent.length);
});

test('positions that wrap at 2 GB are nothing special', () => {
  const { write, drain } = ring(1024 * 1024);
  const packet = Buffer.alloc(65_000, 7);
  let taken = 0;
  for (let number = 0; number < 35_000; number++) {
    write(packet);
    drain(Number.POSITIVE_INFINITY, (_buffer, start, end) => {
      taken += end - start === packet.length ? 1 : 0;
    });
  }
  assert.equal(taken, 35_000);
});

test('no more than a portion is taken at a time', () => {
  const { write, drain } = ring();
  for (let number = 0; number < 10; number++) write(Buffer.alloc(96));
  let taken = 0;
  const take = () => {
    taken += 1;
  };
  assert.equal(drain(250, take), true);
  assert.equal(taken, 3);
  assert.equal(drain(10_000, take), false);
  assert.equal(taken, 10);
});

test('only a sleeper is woken, and once', () => {
  const { write, drain, sleep, woken } = ring();
  write(Buffer.from('a'));
  assert.equal(sleep(), false);
  drain(1000, () => {});
  assert.equal(sleep(), true);
  assert.equal(woken(), 0);
  write(Buffer.from('b'));
  write(Buffer.from('c'));
  assert.equal(woken(), 1);
});
