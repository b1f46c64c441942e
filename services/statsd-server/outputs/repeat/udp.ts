import type { Target } from '../../../shared/config/target.ts';
import { type Clock, within } from '../../../shared/lifecycle/clock.ts';
import { closeWithin, type Output } from '../output.ts';
import { type TargetCounters, targetName } from '../target-counters.ts';
import { cutAt, withoutLineFeeds } from './pieces.ts';
import { longestWait } from './tcp.ts';
import { openUdpSocket } from './udp-socket.ts';

/** Bytes of a datagram that goes through any Ethernet in one piece, as StatsD's documentation advises. */
export const packetBytes = 1432;
/** Bytes that the system has not taken yet, at most. */
export const mostUnderWay = 8_000_000;
/** The target is shown to be down for so many milliseconds after it refused a packet. */
const refusedFor = 10_000;
const lineFeed = 0x0a;

/** What a repeater works with. */
export interface UdpRepeaterOptions {
  readonly target: Target;
  readonly clock: Clock;
  readonly counters: TargetCounters;
}

/** Repeats lines over UDP, several to a packet; a line that is longer than a packet has a datagram of its own. */
export function createUdpRepeater({ target, clock, counters }: UdpRepeaterOptions): Output {
  const address = targetName(target);
  let refused: { readonly at: number; readonly reason: string } | undefined;
  const noteRefusal = ({ message }: Error) => {
    refused = { at: clock.now(), reason: message };
  };
  const socket = openUdpSocket(target, clock, noteRefusal);
  /** Packets to be filled again: a new one for each would be most of the work of the garbage collector. */
  const free: Buffer[] = [];
  let packet: Buffer = Buffer.allocUnsafeSlow(packetBytes);
  let fill = 0;
  let underWay = 0;
  let whenIdle = () => {};
  let cancel = () => {};

  /** Answers whether the system was given the bytes, which then are not to be touched until `done`. */
  function send(bytes: Buffer, length: number, done: () => void): boolean {
    const used = socket.current();
    if (!used || underWay + length > mostUnderWay) {
      counters.dropped.add(length);
      return false;
    }
    underWay += length;
    used.send(bytes, 0, length, error => {
      underWay -= length;
      if (error) {
        noteRefusal(error);
        counters.dropped.add(length);
      } else counters.sent.add(length);
      done();
      if (underWay === 0) whenIdle();
    });
    return true;
  }

  function sendPacket(): void {
    cancel();
    const filled = packet;
    const length = fill;
    fill = 0;
    if (length > 0 && send(filled, length, () => free.push(filled)))
      packet = free.pop() ?? Buffer.allocUnsafeSlow(packetBytes);
  }

  /** Lines that fit into one packet, or one that does not; without a line feed at the end. */
  function add(buffer: Buffer, start: number, end: number): void {
    const length = end - start;
    if (length > packetBytes) {
      sendPacket();
      send(Buffer.from(buffer.subarray(start, end)), length, () => {});
      return;
    }
    if (fill > 0 && fill + 1 + length > packetBytes) sendPacket();
    if (fill === 0) cancel = clock.at(clock.now() + longestWait, sendPacket);
    else packet[fill++] = lineFeed;
    buffer.copy(packet, fill, start, end);
    fill += length;
  }

  return {
    lines(buffer, start, end) {
      const last = withoutLineFeeds(buffer, start, end);
      for (let from = start; from < last; ) {
        const to = cutAt(buffer, from, last, packetBytes);
        if (to > from) add(buffer, from, to);
        from = to + 1;
      }
    },
    parts() {
      const now = clock.now();
      const detail = socket.problem() ?? (refused && now - refused.at < refusedFor ? refused.reason : undefined);
      return detail === undefined
        ? [{ name: 'repeat', state: 'ok', detail: `sends to ${address}` }]
        : [
            {
              name: 'repeat',
              state: 'down',
              detail: `${address}: ${detail}`,
              remedy: 'start what is to listen there, or change statsd.repeat',
            },
          ];
    },
    async close() {
      sendPacket();
      const idle = new Promise<void>(resolve => {
        whenIdle = resolve;
        if (underWay === 0) resolve();
      });
      await within(clock, closeWithin, idle);
      socket.close();
    },
  };
}
