import { readSync } from 'node:fs';
import { longestDatagram, type RingWriter } from './ring.ts';

/** So many packets in so many milliseconds are a rush. */
const rush = 32;
const rushTime = 10;
/** Between two readings in a rush, milliseconds: packets gather meanwhile, far fewer than the kernel's least buffer holds. */
const nap = 0.5;
/** Readings one after another that found less than `few` end it. */
const few = 8;
const quietReadings = 20;

/**
 * Reads a socket in a rush without Node's dgram, which makes three objects and an event of each datagram: straight from
 * its file descriptor into the ring, which takes a quarter of the time. To be called after each packet that dgram
 * handed on; in a rush it comes back only when that is over, so only a thread may call it that does nothing else.
 */
export function createRushReader(descriptor: number, ring: RingWriter): () => void {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  let packets = 0;
  let since = performance.now();

  /** Reads until nothing is left; answers how many there were. */
  function readAll(): number {
    for (let read = 0; ; read++) {
      try {
        ring.publish(readSync(descriptor, ring.bytes, ring.place(), longestDatagram, null));
      } catch {
        return read; // EAGAIN, or what dgram will hear of too
      }
    }
  }

  return () => {
    packets += 1;
    if (packets < rush) return;
    const now = performance.now();
    const isRush = now - since < rushTime;
    packets = 0;
    since = now;
    if (!isRush) return;
    for (let quiet = 0; quiet < quietReadings; ) {
      quiet = readAll() < few ? quiet + 1 : 0;
      Atomics.wait(sleeper, 0, 0, nap);
    }
  };
}
