import type { NetConnectOpts } from 'node:net';
import { Writable } from 'node:stream';
import type { Clock } from '../lifecycle/clock.ts';
import { createPieceQueue, type PieceQueue } from './piece-queue.ts';
import { createReconnectingSocket, type ReconnectingSocket } from './reconnecting-socket.ts';
import { withTimestamp } from './timestamp.ts';

/** Where the server listens, how much may wait for it, and whom to tell. */
export interface SocketLinkOptions {
  /** A host and port, or the path of a unix socket. */
  readonly address: NetConnectOpts;
  readonly clock: Clock;
  /** Bytes that what waits may take up while the server does not take it. */
  readonly maxQueuedBytes: () => number;
  /** Told of every piece for which there was no room (`full`), and of every one that still waits when the link is destroyed (`ended`). */
  readonly onDrop: (lines: Buffer, why: 'full' | 'ended') => void;
  /** Told of every connection made. */
  readonly onUp?: () => void;
  /** Told of every connection that ended, or could not be made. */
  readonly onDown?: (reason: string) => void;
  /** How long making a connection may take; milliseconds, 10 s by default. */
  readonly connectWithin?: number;
}

/** A link to a server in another process. */
export interface SocketLink extends Writable {
  /** What waits takes up, in bytes. */
  queuedBytes(): number;
  /** Goes on with another server: what waits, and what is under way, goes there. */
  moveTo(address: NetConnectOpts): void;
}

/**
 * The link between processes: TCP or a unix socket, which connects again by itself and holds a bounded queue meanwhile.
 * It never fails and never makes the writer wait. Every metric says when it was said: however long it waits, here or in the
 * system's buffers, the server books it in its own interval. Ending it waits until the server has taken all, without a limit of its
 * own: whoever does not want to wait any longer destroys it.
 */
export function createSocketLink(options: SocketLinkOptions): SocketLink {
  return new QueuedSocketLink(options);
}

class QueuedSocketLink extends Writable implements SocketLink {
  readonly #options: SocketLinkOptions;
  /** The first is under way while {@link #sending} holds. */
  readonly #queue: PieceQueue;
  readonly #socket: ReconnectingSocket;
  #sending = false;
  /** Set from the end of the link until its last piece is gone. */
  #whenEmpty: (() => void) | undefined;

  constructor(options: SocketLinkOptions) {
    super();
    this.#options = options;
    this.#queue = createPieceQueue(options.maxQueuedBytes);
    const { address, clock, connectWithin, onUp, onDown } = options;
    this.#socket = createReconnectingSocket({
      address,
      clock,
      connectWithin,
      onUp: () => {
        onUp?.();
        this.#sendNext();
      },
      onDown: reason => {
        this.#sending = false;
        onDown?.(reason);
      },
    });
  }

  queuedBytes(): number {
    return this.#queue.bytes();
  }

  moveTo(address: NetConnectOpts): void {
    if (this.destroyed) return;
    this.#sending = false;
    this.#socket.moveTo(address);
  }

  /** The queue of the stream itself has no bound, so every piece leaves it at once. */
  override _write(lines: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const piece = withTimestamp(lines, this.#options.clock.now());
    if (this.#queue.add(piece)) this.#sendNext();
    else this.#options.onDrop(piece, 'full');
    done();
  }

  override _final(done: () => void): void {
    this.#whenEmpty = () => this.#socket.end(done);
    this.#sendNext();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    for (const piece of this.#queue.takeAll()) this.#options.onDrop(piece, 'ended');
    done(error);
  }

  #sendNext(): void {
    if (this.#sending) return;
    const piece = this.#queue.first();
    if (piece) this.#send(piece);
    else {
      const whenEmpty = this.#whenEmpty;
      this.#whenEmpty = undefined;
      whenEmpty?.();
    }
  }

  /** A piece whose connection breaks is sent again whole: rather twice than not at all. */
  #send(piece: Buffer): void {
    if (!this.#socket.connected()) return;
    this.#sending = true;
    this.#socket.write(piece, () => {
      this.#sending = false;
      this.#queue.removeFirst();
      this.#sendNext();
    });
  }
}
