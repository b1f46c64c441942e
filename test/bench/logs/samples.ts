import { closeSync, openSync, writeSync } from 'node:fs';

/** A line of a generated log, with its line feed; the same for the same index. */
export type LineMaker = (index: number) => string;

const agents = [
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)',
  'curl/8.5.0',
];
const methods = ['GET', 'GET', 'GET', 'GET', 'GET', 'HEAD', 'POST'];
const statuses = [200, 200, 200, 200, 200, 304, 301, 404, 500];
const digits = (value: number, count: number) => String(value).padStart(count, '0');

/** nginx's combined format with `$request_time` at the end. */
export const accessLine: LineMaker = index =>
  [
    `203.0.113.${index % 251} - - [20/Nov/2026:19:14:${digits(index % 60, 2)} +0000]`,
    `"${methods[index % methods.length]} /shop/item/${(index * 7919) % 10_007}?ref=mail HTTP/1.1"`,
    `${statuses[index % statuses.length]} ${(index * 31) % 50_000} "https://example.com/"`,
    `"${agents[index % agents.length]}" 0.${digits(index % 997, 3)}\n`,
  ].join(' ');

/** The same as dockerd's json-file driver writes it. */
export const envelopedAccessLine: LineMaker = index =>
  `${JSON.stringify({ log: accessLine(index), stream: 'stdout', time: '2026-11-20T19:14:00.123456789Z' })}\n`;

const levels = ['INFO', 'INFO', 'INFO', 'DEBUG', 'INFO', 'INFO', 'INFO', 'WARN', 'INFO', 'ERROR'];
const levelAt = (index: number) => levels[index % levels.length]!;
const texts = [
  'session opened for user alice by worker 7',
  'order 4711 was packed and is ready to be shipped',
  'cache refreshed in the background, 1204 entries',
];
const textAt = (index: number) => `${texts[index % texts.length]!} (${index % 9973})`;
const clock = (index: number) => `2026-11-20 19:14:${digits(index % 60, 2)},${digits(index % 1000, 3)}`;

/** log4j's and logback's usual pattern. */
export const log4jLine: LineMaker = index =>
  `${clock(index)} [worker-${index % 8}] ${levelAt(index).padEnd(5)} com.acme.shop.Orders - ${textAt(index)}\n`;

/** Plain text with a severity, in no pattern that a format knows. */
export const levelLine: LineMaker = index => `${clock(index)} ${levelAt(index)}: ${textAt(index)}\n`;

/** Plain text without a severity. */
export const bareLine: LineMaker = index => `shop[${index % 8}] ${textAt(index)}\n`;

/** As Go's loggers write. */
export const logfmtLine: LineMaker = index =>
  `time=2026-11-20T19:14:${digits(index % 60, 2)}Z level=${levelAt(index).toLowerCase()} msg="${textAt(index)}" worker=${index % 8}\n`;

/** As pino writes. */
export const jsonLine: LineMaker = index =>
  `${JSON.stringify({ level: 30 + 10 * (index % 3), time: 1795202040000 + index, pid: 17, hostname: 'shop', msg: textAt(index) })}\n`;

const linesAtOnce = 10_000;

/** Writes `lines` lines to a new file; returns its size in bytes. */
export function writeLog(path: string, make: LineMaker, lines: number): number {
  const file = openSync(path, 'wx');
  let bytes = 0;
  for (let from = 0; from < lines; from += linesAtOnce) {
    const count = Math.min(linesAtOnce, lines - from);
    bytes += writeSync(file, Array.from({ length: count }, (_, index) => make(from + index)).join(''));
  }
  closeSync(file);
  return bytes;
}
