import { leadingTime } from '../../../../services/log-tailer/formats/leading-time.ts';

/** Calls `read` with `text` in the middle of a buffer, between bytes that must not be looked at, and with where its time ends. */
export function within<Result>(
  text: string | Buffer,
  read: (buffer: Buffer, start: number, end: number, time: number) => Result,
): Result {
  const line = Buffer.from(text);
  const before = Buffer.from('[error] "level":"fatal",\n{');
  const after = Buffer.from('"GET / HTTP/1.1" 500 1 "-" "-" 9.999 ERROR: [error] }\n');
  const all = Buffer.concat([before, line, after]);
  const end = before.length + line.length;
  return read(all, before.length, end, leadingTime(all, before.length, end));
}
