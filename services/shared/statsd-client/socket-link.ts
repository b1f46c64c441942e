import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import type { Clock } from '../lifecycle/clock.ts';

/** Where the server listens, and how much may wait for it. */
export interface SocketLinkOptions {
  /** A host and port, or the path of a unix socket. */
  readonly address: NetConnectOpts;
  readonly clock: Clock;
  /** Bytes that may wait while the server does not take them. */
  readonly maxQueuedBytes: number;
  /** Told of every piece for which there was no room, and of every one that still waits when the link is destroyed. */
  readonly onDrop: (lines: Buffer) => void;
}

const firstRetry = 100;
const lastRetry = 5000;

/**
 * The link between processes: TCP or a unix socket, which connects again by itself and holds a bounded queue meanwhile.
 * It never fails and never makes the writer wait. Ending it waits until the server has taken all, without a limit of its
 * own: whoever does not want to wait any longer destroys it.
 */
export function createSocketLink(options: SocketLinkOptions): Writable {
  return new SocketLink(options);
}

class SocketLink extends Writable {
  readonly #options: SocketLinkOptions;
  /** The first is under way while {@link #sending} holds. */
  readonly #queue: Buffer[] = [];
  #queuedBytes = 0;
  #sending = false;
  #socket: Socket;
  #connected = false;
  #retryIn = firstRetry;
  #cancelRetry = () => {};
  /** Set from the end of the link until its last piece is gone. */
  #whenEmpty: (() => void) | undefined;

  constructor(options: SocketLinkOptions) {
    super();
    this.#options = options;
    this.#socket = this.#connect();
  }

  /** The queue of the stream itself has no bound, so every piece leaves it at once. */
  override _write(piece: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#queuedBytes + piece.length > this.#options.maxQueuedBytes) this.#options.onDrop(piece);
    else {
      this.#queue.push(piece);
      this.#queuedBytes += piece.length;
      this.#sendNext();
    }
    done();
  }

  override _final(done: () => void): void {
    this.#whenEmpty = () => {
      if (this.#connected) this.#socket.end(() => done());
      else done();
    };
    this.#sendNext();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#cancelRetry();
    this.#socket.destroy();
    for (const piece of this.#queue.splice(0)) this.#options.onDrop(piece);
    done(error);
  }

  #connect(): Socket {
    const socket = connect(this.#options.address);
    socket.on('error', () => {}); // 'close' follows
    socket.on('connect', () => {
      this.#connected = true;
      this.#retryIn = firstRetry;
      this.#sendNext();
    });
    socket.on('close', () => this.#reconnect());
    // The server says nothing; but only who reads notices that it went.
    return socket.resume();
  }

  #reconnect(): void {
    this.#connected = false;
    this.#sending = false;
    if (this.destroyed || this.writableFinished) return;
    const { clock } = this.#options;
    this.#cancelRetry = clock.at(clock.now() + this.#retryIn, () => {
      this.#socket = this.#connect();
    });
    this.#retryIn = Math.min(this.#retryIn * 2, lastRetry);
  }

  #sendNext(): void {
    if (this.#sending) return;
    const piece = this.#queue[0];
    if (piece) this.#send(piece);
    else {
      const whenEmpty = this.#whenEmpty;
      this.#whenEmpty = undefined;
      whenEmpty?.();
    }
  }

  /** A piece whose connection breaks is sent again whole: rather twice than not at all. */
  #send(piece: Buffer): void {
    if (!this.#connected) return;
    this.#sending = true;
    const socket = this.#socket;
    socket.write(piece, error => {
      // A socket that is destroyed meanwhile reports no error here, though it wrote nothing.
      if (error || socket.destroyed) return;
      this.#sending = false;
      this.#queue.shift();
      this.#queuedBytes -= piece.length;
      this.#sendNext();
    });
  }
}
