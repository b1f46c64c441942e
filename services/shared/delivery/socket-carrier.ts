import type { NetConnectOpts } from 'node:net';
import type { Clock } from '../lifecycle/clock.ts';
import { createReconnectingSocket } from '../lifecycle/reconnecting-socket.ts';
import type { BatchSource } from './batch.ts';
import type { Carrier } from './carrier.ts';
import { greetingOf, headOf, longestLine, parseAnswer } from './protocol.ts';

/** Where the server listens, and whom to tell. */
export interface SocketCarrierOptions {
  /** A host and port, or the path of a unix socket. */
  readonly address: NetConnectOpts;
  readonly clock: Clock;
  /** The server answered, for the first time on a connection. */
  readonly onUp: () => void;
  /** A connection ended or could not be made, or what answered is not our server. */
  readonly onDown: (reason: string) => void;
}

/** The way to a server in another process. */
export interface SocketCarrier extends Carrier {
  /** Goes on with another server. */
  moveTo(address: NetConnectOpts): void;
}

/** How long the server may take to answer the greeting, milliseconds. */
const patience = 10_000;
const notOurs = 'what answers, if anything, is not a StatsD server of Tidegauge';

/** Bytes on their way that no answer has come for; one batch may go beyond that. */
const window = 1_048_576;

/** Connects at once, and again whenever the connection breaks; each begins with what the server says it has. */
export function carryBySocket(source: BatchSource, options: SocketCarrierOptions): SocketCarrier {
  const { clock, onUp, onDown } = options;
  /** The number of the last batch sent on this connection; undefined until the server has answered. */
  let sent: number | undefined;
  let underWay: { readonly number: number; readonly bytes: number }[] = [];
  let bytesUnderWay = 0;
  let heard = '';
  let cancelPatience = () => {};

  const socket = createReconnectingSocket({
    address: options.address,
    clock,
    onUp() {
      begin();
      cancelPatience = clock.at(clock.now() + patience, () => socket.fail(notOurs));
      socket.write(Buffer.from(greetingOf(source.client())));
    },
    onData: hear,
    onDown(reason) {
      begin();
      onDown(reason);
    },
  });

  function begin(): void {
    cancelPatience();
    sent = undefined;
    underWay = [];
    bytesUnderWay = 0;
    heard = '';
  }

  function hear(bytes: Buffer): void {
    const lines = (heard + bytes.toString('latin1')).split('\n');
    heard = lines.pop()!;
    const numbers = lines.map(parseAnswer);
    if (heard.length > longestLine || numbers.includes(undefined)) {
      socket.fail(notOurs);
      return;
    }
    for (const number of numbers) if (number !== undefined) answered(number);
    pump();
  }

  function answered(number: number): void {
    if (sent === undefined) {
      greeted(number);
      return;
    }
    source.acknowledged(number);
    while (underWay[0] && underWay[0].number <= number) bytesUnderWay -= underWay.shift()!.bytes;
  }

  function greeted(number: number): void {
    cancelPatience();
    if (source.greeted(number)) {
      sent = number;
      onUp();
    } else socket.fail('it knows another by the id of this client, which therefore takes a new one');
  }

  function pump(): void {
    while (sent !== undefined && bytesUnderWay < window && socket.connected()) {
      const batch = source.after(sent);
      if (!batch) return;
      sent = batch.number;
      underWay.push({ number: batch.number, bytes: batch.lines.length });
      bytesUnderWay += batch.lines.length;
      socket.write(Buffer.concat([Buffer.from(headOf(batch)), batch.lines]));
    }
  }

  source.onMore(pump);
  return {
    moveTo(address) {
      begin();
      socket.moveTo(address);
    },
    close() {
      cancelPatience();
      socket.destroy();
    },
  };
}
