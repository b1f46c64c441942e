import { connect, type NetConnectOpts, type Socket } from 'node:net';
import type { Clock } from './clock.ts';

/** Where to connect, and whom to tell. */
export interface ReconnectingSocketOptions {
  readonly address: NetConnectOpts;
  readonly clock: Clock;
  /** How long making a connection may take, finding the host's address included; milliseconds, 10 s by default. */
  readonly connectWithin?: number | undefined;
  /** Gets what the other end says; left out, that is read and thrown away. */
  onData?(bytes: Buffer): void;
  /** Told of every connection made. */
  onUp(): void;
  /** Told of every connection that ended, or could not be made. */
  onDown(reason: string): void;
}

/** A TCP or unix socket that is connected again until it is destroyed. */
export interface ReconnectingSocket {
  connected(): boolean;
  /** Calls `done`, if given, once the system has taken all of it; never, when the connection breaks before. */
  write(bytes: Buffer, done?: () => void): void;
  /** Breaks the connection off, for this reason. */
  fail(reason: string): void;
  /** Ends the connection, if there is one, and calls `done` when that is through. */
  end(done: () => void): void;
  /** Lets go of the connection, without a word, and connects to another address. */
  moveTo(address: NetConnectOpts): void;
  destroy(): void;
}

const firstRetry = 100;
const lastRetry = 5000;
const longestConnect = 10_000;
/** After so long a silence, in milliseconds, the system asks whether the other end is there yet; ten seconds without an answer end it. */
const keepAliveAfter = 10_000;

/** Connects at once. The pause before the next attempt doubles, and is short again once a connection has lasted. */
export function createReconnectingSocket(options: ReconnectingSocketOptions): ReconnectingSocket {
  const { clock, connectWithin = longestConnect, onData = () => {}, onUp, onDown } = options;
  let { address } = options;
  let retryIn = firstRetry;
  let cancelRetry = () => {};
  let connectedAt: number | undefined;
  /** The server has ended its side: what is under way still goes, nothing more. */
  let parting = false;
  let socket = open();

  function open(): Socket {
    const opened = connect({ keepAlive: true, keepAliveInitialDelay: keepAliveAfter, ...address });
    let reason = 'the connection was closed';
    opened.setTimeout(connectWithin, () => opened.destroy(new Error(`no connection within ${connectWithin} ms`)));
    opened.on('error', error => {
      reason = error.message || ('code' in error ? String(error.code) : error.name);
    });
    opened.on('connect', () => {
      opened.setTimeout(0);
      connectedAt = clock.now();
      parting = false;
      onUp();
    });
    opened.on('end', () => {
      if (opened === socket) parting = true;
    });
    opened.on('close', () => {
      if (opened === socket) closed(reason);
    });
    // Whoever does not read does not notice that the other end went, either.
    opened.on('data', bytes => {
      if (opened === socket) onData(bytes);
    });
    return opened;
  }

  function closed(reason: string): void {
    // A server that takes connections only to close them is not asked ever faster.
    if (connectedAt !== undefined && clock.now() - connectedAt >= lastRetry) retryIn = firstRetry;
    connectedAt = undefined;
    cancelRetry = clock.at(clock.now() + retryIn, () => {
      socket = open();
    });
    retryIn = Math.min(retryIn * 2, lastRetry);
    onDown(reason);
  }

  function letGo(): void {
    cancelRetry();
    connectedAt = undefined;
    const previous = socket;
    previous.removeAllListeners('connect').removeAllListeners('close');
    previous.destroy();
  }

  return {
    connected: () => connectedAt !== undefined && !parting,
    write(bytes, done) {
      const used = socket;
      used.write(bytes, error => {
        // A socket that is destroyed meanwhile reports no error here, though it wrote nothing.
        if (!error && !used.destroyed) done?.();
      });
    },
    fail: reason => void socket.destroy(new Error(reason)),
    end(done) {
      if (connectedAt === undefined) done();
      else socket.end(() => done());
    },
    moveTo(next) {
      letGo();
      address = next;
      retryIn = firstRetry;
      socket = open();
    },
    destroy: letGo,
  };
}
