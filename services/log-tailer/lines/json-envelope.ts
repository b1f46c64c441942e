/** Where the parts of a json-file record lie. One is filled again and again: nothing is allocated for a record. */
export interface Envelope {
  /** What the positions are of. */
  source: Buffer;
  /** The escaped text of the log: [start, end). */
  start: number;
  end: number;
  stream: Stream;
  /** RFC 3339 with up to nanoseconds: [timeStart, timeEnd). */
  timeStart: number;
  timeEnd: number;
}

/** Which of a container's two outputs. */
export type Stream = 'stdout' | 'stderr';

/** Both of them. */
export const streams: readonly Stream[] = ['stdout', 'stderr'];

const head = Buffer.from('{"log":"');
const tails: Record<Stream, Buffer> = {
  stdout: Buffer.from('","stream":"stdout","time":"'),
  stderr: Buffer.from('","stream":"stderr","time":"'),
};
const tailLength = tails.stdout.length;
/** In either tail, where `out` and `err` differ. */
const telling = tails.stdout.indexOf('out');
const longestTime = 40;

const quote = 34;
const brace = 125;

/**
 * Cuts the common shape of a record, `{"log":"…","stream":"stdout","time":"…"}`, by its bytes: a raw quote can't
 * be part of the text, so the last three strings are found from the end. False for any other shape.
 */
export function cutEnvelope(buffer: Buffer, start: number, end: number, into: Envelope): boolean {
  const timeEnd = end - 2;
  if (buffer[end - 1] !== brace || buffer[timeEnd] !== quote) return false;
  // Nearly all times of a log are of one length.
  let timeStart = timeEnd - (into.timeEnd - into.timeStart);
  let stream = streamBefore(buffer, start, timeStart);
  if (stream === undefined) {
    timeStart = startOfTime(buffer, start, timeEnd);
    stream = streamBefore(buffer, start, timeStart);
  }
  if (stream === undefined || !holds(buffer, start, head)) return false;
  into.source = buffer;
  into.start = start + head.length;
  into.end = timeStart - tailLength;
  into.stream = stream;
  into.timeStart = timeStart;
  into.timeEnd = timeEnd;
  return true;
}

/** The stream that is told right before the time, of a record that begins at `start`; undefined for any other text there. */
function streamBefore(buffer: Buffer, start: number, timeStart: number): Stream | undefined {
  const tailStart = timeStart - tailLength;
  if (tailStart < start + head.length) return undefined;
  const stream = buffer[tailStart + telling] === tails.stdout[telling] ? 'stdout' : 'stderr';
  return holds(buffer, tailStart, tails[stream]) ? stream : undefined;
}

function startOfTime(buffer: Buffer, start: number, timeEnd: number): number {
  const least = Math.max(start + head.length + tailLength, timeEnd - longestTime);
  let at = timeEnd;
  while (at > least && buffer[at - 1] !== quote) at -= 1;
  return at;
}

function holds(buffer: Buffer, at: number, expected: Buffer): boolean {
  for (let index = 0; index < expected.length; index++) if (buffer[at + index] !== expected[index]) return false;
  return true;
}
