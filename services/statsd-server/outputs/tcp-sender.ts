import type { Target } from '../../shared/config/target.ts';
import { type Clock, within } from '../../shared/lifecycle/clock.ts';
import { createReconnectingSocket } from '../../shared/lifecycle/reconnecting-socket.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import type { Part } from '../../shared/part.ts';
import { closeWithin } from './output.ts';
import { createPieceQueue } from './piece-queue.ts';
import { type TargetCounters, targetName } from './target-counters.ts';

/** Where to send to, and what is told of it. */
export interface TcpSenderOptions {
  /** As the start-up table names it. */
  readonly name: string;
  /** The configuration key of the target, for the remedy. */
  readonly key: string;
  readonly target: Target;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly counters: TargetCounters;
  /** Bytes that what waits may take up; {@link mostQueued} by default. */
  readonly maxQueuedBytes?: number;
}

/** A connection that is made again whenever it breaks, and a bounded queue before it. */
export interface TcpSender {
  /** Queues whole lines, and keeps the buffer; drops and counts them where there is no room. */
  send(piece: Buffer): void;
  part(): Part;
  /** Sends what waits, for some seconds at most; counts what is left as dropped. */
  close(): Promise<void>;
}

/** Bytes that wait for one target at most. */
export const mostQueued = 16_000_000;

/** Connects at once. A piece whose connection breaks is sent again whole: rather twice than not at all. */
export function createTcpSender(options: TcpSenderOptions): TcpSender {
  const { name, key, target, clock, logger, counters, maxQueuedBytes = mostQueued } = options;
  const address = targetName(target);
  const queue = createPieceQueue(() => maxQueuedBytes);
  let problem: string | undefined;
  /** Bytes dropped since the target last had taken everything. */
  let dropped = 0;
  let sending = false;
  let whenEmpty = () => {};

  const socket = createReconnectingSocket({
    address: { host: target.host, port: target.port },
    clock,
    onUp() {
      if (problem !== undefined) logger.info(`${name}: ${address} is reached now`);
      problem = undefined;
      sendNext();
    },
    onDown(reason) {
      sending = false;
      if (problem === undefined)
        logger.warn(`${name}: ${address} is not reached: ${reason}; what is to go there waits`);
      problem = reason;
    },
  });

  function sendNext(): void {
    if (sending) return;
    const piece = queue.first();
    if (!piece) caughtUp();
    else if (socket.connected()) {
      sending = true;
      socket.write(piece, () => {
        sending = false;
        counters.sent.add(piece.length);
        queue.removeFirst();
        sendNext();
      });
    }
  }

  /** Nothing waits. Only then a target takes what is sent: one that is too slow would be told of at each piece. */
  function caughtUp(): void {
    if (dropped > 0) logger.warn(`${name}: ${address} takes lines again; ${dropped} bytes were dropped meanwhile`);
    dropped = 0;
    whenEmpty();
  }

  return {
    send(piece) {
      if (queue.add(piece)) return sendNext();
      if (dropped === 0) logger.warn(`${name}: ${address} does not take what is sent: what comes now is dropped`);
      dropped += piece.length;
      counters.dropped.add(piece.length);
    },
    part() {
      const detail = problem ?? (dropped > 0 ? 'does not take what is sent' : undefined);
      if (detail === undefined) return { name, state: 'ok', detail: `sends to ${address}` };
      return {
        name,
        state: 'down',
        detail: `${address}: ${detail}; ${queue.bytes()} bytes wait`,
        remedy: `start what is to listen there, or change ${key}`,
      };
    },
    async close() {
      const empty = new Promise<void>(resolve => {
        whenEmpty = resolve;
        sendNext();
      });
      await within(clock, closeWithin, empty);
      await within(clock, closeWithin, new Promise<void>(ended => socket.end(ended)));
      socket.destroy();
      for (const piece of queue.takeAll()) counters.dropped.add(piece.length);
    },
  };
}
