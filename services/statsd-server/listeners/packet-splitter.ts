import { createHeldBytes } from './held-bytes.ts';
import { createLineSplitter, type Splitter } from './line-splitter.ts';

/** Where what comes out goes. */
export interface PacketSink {
  /** Whole lines. */
  lines(buffer: Buffer, start: number, end: number): void;
  /** A packet is said to be longer than any can be, or the stream ended within it: nothing of it is used, nor of what follows. */
  broken(): void;
}

const headBytes = 4;
/** DogStatsD's clients send 8 KB at most; this is what a datagram could hold. */
const maxPacketBytes = 0xffff;

/**
 * DogStatsD's framing of streams: before each packet its length, 32 bits, little-endian
 * (https://docs.datadoghq.com/developers/dogstatsd/unix_socket/, `SOCK_STREAM`). A packet holds whole lines.
 */
export function createPacketSplitter({ lines, broken }: PacketSink): Splitter {
  const head = createHeldBytes(() => headBytes);
  const held = createHeldBytes(() => maxPacketBytes);
  let length: number | undefined;
  let isBroken = false;

  function giveUp(): void {
    isBroken = true;
    head.clear();
    held.clear();
    broken();
  }

  /** Reads on at `start`; how far it came. */
  function step(piece: Buffer, start: number): number {
    if (length === undefined) {
      const end = Math.min(piece.length, start + headBytes - head.length);
      head.add(piece, start, end);
      if (head.length === headBytes) {
        // An empty packet is over with its head.
        length = head.bytes().readUInt32LE(0) || undefined;
        head.clear();
        if (length !== undefined && length > maxPacketBytes) giveUp();
      }
      return end;
    }
    const end = Math.min(piece.length, start + length - held.length);
    const whole = held.length + end - start === length;
    if (whole && held.length === 0) lines(piece, start, end);
    else {
      held.add(piece, start, end);
      if (whole) lines(held.bytes(), 0, held.length);
    }
    if (whole) {
      held.clear();
      length = undefined;
    }
    return end;
  }

  return {
    push(piece) {
      let at = 0;
      while (at < piece.length && !isBroken) at = step(piece, at);
    },
    end() {
      if (!isBroken && (head.length > 0 || length !== undefined)) giveUp();
    },
  };
}

/**
 * Packets by {@link createPacketSplitter}, or lines as over TCP, whichever the first four bytes say: no length has its
 * upper half set, and no line has zeros there.
 */
export function createPacketOrLineSplitter(maxLineBytes: () => number, sink: PacketSink): Splitter {
  const head = createHeldBytes(() => headBytes);
  let splitter: Splitter | undefined;

  function decide(): Splitter {
    const start = head.bytes();
    const packets = head.length === headBytes && start[2] === 0 && start[3] === 0;
    splitter = packets ? createPacketSplitter(sink) : createLineSplitter(maxLineBytes, sink.lines);
    if (head.length > 0) splitter.push(Buffer.from(start.subarray(0, head.length)));
    return splitter;
  }

  return {
    push(piece) {
      if (splitter) {
        splitter.push(piece);
        return;
      }
      const end = Math.min(piece.length, headBytes - head.length);
      head.add(piece, 0, end);
      if (head.length === headBytes) decide().push(piece.subarray(end));
    },
    end: () => (splitter ?? decide()).end(),
  };
}
