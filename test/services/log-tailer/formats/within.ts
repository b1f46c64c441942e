/** Calls `read` with `text` in the middle of a buffer, between bytes that must not be looked at. */
export function within<Result>(
  text: string | Buffer,
  read: (buffer: Buffer, start: number, end: number) => Result,
): Result {
  const line = Buffer.from(text);
  const before = Buffer.from('[error] "level":"fatal",\n{');
  const after = Buffer.from('"GET / HTTP/1.1" 500 1 "-" "-" 9.999 ERROR: [error] }\n');
  return read(Buffer.concat([before, line, after]), before.length, before.length + line.length);
}
