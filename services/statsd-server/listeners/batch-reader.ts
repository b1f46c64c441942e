import type { BatchTaker } from '../../shared/delivery/batch.ts';
import { answerOf, clientOf, longestLine, parseHead } from '../../shared/delivery/protocol.ts';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import { createHeldBytes } from './held-bytes.ts';
import type { Splitter } from './line-splitter.ts';

/** What a reader of batches works with. */
export interface BatchReaderOptions {
  readonly taker: BatchTaker;
  /** Bytes for batches that are not taken yet, of all streams together: whoever sends more is turned away, and comes again. */
  readonly room: { left: number };
  readonly clock: Clock;
  /** Says this to the client. */
  readonly reply: (text: string) => void;
  /** A batch is whole. */
  readonly batchCame: () => void;
  /** What came is no stream of batches. */
  readonly giveUp: () => void;
}

const lineFeed = 0x0a;
/** What a batch costs besides its lines, bytes: many small ones must not grow beyond the room either. */
export const costOfBatch = 1024;
/** A batch that takes longer to come, milliseconds, is not waited for: it holds room that others need. */
export const patience = 30_000;

/**
 * Takes a stream of batches (services/shared/delivery/protocol.ts), from its first byte on. It holds one batch that is not
 * whole; a stream that ends in the middle of one loses nothing, as its client sends that again.
 */
export function createBatchReader({ taker, room, clock, reply, batchCame, giveUp }: BatchReaderOptions): Splitter {
  let client: string | undefined;
  /** Of the batch that comes. */
  let head: { readonly number: number; readonly length: number } | undefined;
  /** What it takes of the room so far. */
  let cost = 0;
  let cancelPatience = () => {};
  /** What the next line, or the lines of the next batch, have so far: copied, since a piece of a byte costs hundreds. */
  let held = holdNext();

  function holdNext() {
    return createHeldBytes(() => head?.length ?? longestLine);
  }

  function take(): Buffer {
    const taken = held.bytes().subarray(0, held.length);
    held = holdNext();
    return taken;
  }

  /** Answers how many bytes of `piece` from `start` on it used; undefined when they make no sense. */
  function step(piece: Buffer, start: number): number | undefined {
    if (head) return readLines(head, piece, start);
    const end = piece.indexOf(lineFeed, start);
    const line = piece.subarray(start, end < 0 ? piece.length : end);
    if (held.length + line.length > longestLine) return undefined;
    held.add(piece, start, start + line.length);
    if (end < 0) return line.length;
    return readLine(take().toString('latin1')) ? line.length + 1 : undefined;
  }

  function readLine(line: string): boolean {
    if (client === undefined) {
      client = clientOf(line);
      const last = client === undefined ? undefined : taker.last(client);
      if (last !== undefined) reply(answerOf(last));
      return last !== undefined;
    }
    head = parseHead(line);
    held = holdNext();
    if (head) cancelPatience = clock.at(clock.now() + patience, giveUp);
    return head !== undefined && charge(costOfBatch);
  }

  function readLines({ number, length }: { number: number; length: number }, piece: Buffer, start: number) {
    const used = Math.min(piece.length - start, length - held.length);
    if (!charge(used)) return undefined;
    held.add(piece, start, start + used);
    if (held.length < length) return used;
    cancelPatience();
    const charged = cost;
    cost = 0;
    head = undefined;
    batchCame();
    void taker.take(client!, { number, lines: take() }).then(() => {
      room.left += charged;
      reply(answerOf(number));
    });
    return used;
  }

  /** Whether there is room for so many bytes more. */
  function charge(bytes: number): boolean {
    if (bytes > room.left) return false;
    room.left -= bytes;
    cost += bytes;
    return true;
  }

  return {
    push(piece) {
      for (let at = 0; at < piece.length; ) {
        const used = step(piece, at);
        if (used === undefined) {
          giveUp();
          return;
        }
        at += used;
      }
    },
    end() {
      cancelPatience();
      room.left += cost;
      cost = 0;
    },
  };
}
