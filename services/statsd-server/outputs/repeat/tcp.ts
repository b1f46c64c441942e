import type { Output } from '../output.ts';
import { createTcpSender, type TcpSenderOptions } from '../tcp-sender.ts';
import { withoutLineFeeds } from './pieces.ts';

/** Lines are handed to the connection in pieces of up to this many bytes, or as long as what came. */
const pieceBytes = 32_768;
/** Lines wait for others for so many milliseconds at most. */
export const longestWait = 100;
const lineFeed = 0x0a;

/** Repeats lines over TCP, each ended by a line feed. */
export function createTcpRepeater(options: Omit<TcpSenderOptions, 'name' | 'key'>): Output {
  const { clock } = options;
  const sender = createTcpSender({ ...options, name: 'repeat', key: 'statsd.repeat' });
  const gathered = Buffer.allocUnsafeSlow(pieceBytes);
  let fill = 0;
  let cancel = () => {};

  /** A buffer of just the size: what waits must not hold more memory than is counted. */
  function send(lines: Buffer, start: number, end: number): void {
    const piece = Buffer.allocUnsafeSlow(end - start + 1);
    lines.copy(piece, 0, start, end);
    piece[end - start] = lineFeed;
    sender.send(piece);
  }

  function sendGathered(): void {
    cancel();
    if (fill === 0) return;
    send(gathered, 0, fill - 1);
    fill = 0;
  }

  return {
    lines(buffer, start, end) {
      const last = withoutLineFeeds(buffer, start, end);
      const length = last - start;
      if (length === 0) return;
      if (fill + length + 1 > pieceBytes) sendGathered();
      if (length + 1 > pieceBytes) {
        send(buffer, start, last);
        return;
      }
      if (fill === 0) cancel = clock.at(clock.now() + longestWait, sendGathered);
      buffer.copy(gathered, fill, start, last);
      fill += length;
      gathered[fill++] = lineFeed;
    },
    parts: () => [sender.part()],
    close() {
      sendGathered();
      return sender.close();
    },
  };
}
