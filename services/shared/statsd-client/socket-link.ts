import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { Writable } from 'node:stream';

/** Where the server listens, and how much may wait for it. */
export interface SocketLinkOptions {
  /** A host and port, or the path of a unix socket. */
  readonly address: NetConnectOpts;
  /** Bytes that may wait while the server does not take them. */
  readonly maxQueuedBytes: number;
  /** Told of every piece for which there was no room. */
  readonly onDrop: (lines: Buffer) => void;
}

const firstRetry = 100;
const lastRetry = 5000;

/** The link between processes: TCP or a unix socket, which connects again by itself and holds a bounded queue meanwhile. */
export function createSocketLink(options: SocketLinkOptions): Writable {
  return new SocketLink(options);
}

class SocketLink extends Writable {
  readonly #options: SocketLinkOptions;
  #socket: Socket | undefined;
  #retryIn = firstRetry;
  #retry: NodeJS.Timeout | undefined;
  /** What is under way: written to a socket but not yet taken by it, or waiting for a connection. */
  #pending: { chunk: Buffer; done: (error?: Error | null) => void } | undefined;

  constructor(options: SocketLinkOptions) {
    super({ highWaterMark: options.maxQueuedBytes });
    this.#options = options;
    this.#connect();
  }

  /** Node's own streams queue without a bound: here a piece that finds no room is dropped and counted. */
  override write(chunk: Buffer, ...rest: never[]): boolean {
    if (this.writableLength + chunk.length > this.#options.maxQueuedBytes) {
      this.#options.onDrop(chunk);
      const done = rest.at(-1) as ((error?: Error | null) => void) | undefined;
      if (typeof done === 'function') queueMicrotask(() => done());
      return false;
    }
    return super.write(chunk, ...rest);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#pending = { chunk, done };
    this.#send();
  }

  override _final(done: (error?: Error | null) => void): void {
    clearTimeout(this.#retry);
    if (this.#socket) this.#socket.end(() => done());
    else done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#retry);
    this.#socket?.destroy();
    done(error);
  }

  #connect(): void {
    const socket = connect(this.#options.address);
    socket.on('error', () => {}); // 'close' follows
    socket.on('connect', () => {
      this.#socket = socket;
      this.#retryIn = firstRetry;
      this.#send();
    });
    socket.on('close', () => {
      this.#socket = undefined;
      if (this.destroyed || this.writableFinished) return;
      this.#retry = setTimeout(() => this.#connect(), this.#retryIn);
      this.#retryIn = Math.min(this.#retryIn * 2, lastRetry);
    });
  }

  /** A piece whose connection broke is sent again whole: rather twice than not at all. */
  #send(): void {
    const pending = this.#pending;
    if (!pending || !this.#socket) return;
    this.#socket.write(pending.chunk, error => {
      if (error || this.#pending !== pending) return;
      this.#pending = undefined;
      pending.done();
    });
  }
}
