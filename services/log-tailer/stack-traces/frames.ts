import { ascii, isDigit } from '../formats/bytes.ts';
import { startsWith, startsWithAny } from '../formats/scan.ts';
import { exceptionIn } from './exception-name.ts';
import { ended, type TraceLanguage } from './language.ts';
import { isIndented, skipIndent } from './line-bytes.ts';

const stages = {
  /** Node's banner before an uncaught exception: its first line, the source, the caret, a blank line, the exception. */
  banner: 0,
  source: 1,
  caret: 2,
  gap: 3,
  uncaught: 4,
  message: 5,
  frames: 6,
  /** The properties of Node's exception, between braces. */
  object: 7,
  /** A blank line behind it all. */
  tail: 8,
} as const;

const at = Buffer.from('at ');
const causes = ['Caused by: ', 'Wrapped by: ', 'Suppressed: '].map(text => Buffer.from(text));
/** What else stands between frames: `... 12 more`, .NET's and Java's notes. */
const notes = ['... ', '---> ', '--- End of', '- locked <', '- waiting '].map(text => Buffer.from(text));
const requireStack = [Buffer.from('Require stack:'), Buffer.from('- ')];
const nodeVersion = Buffer.from('Node.js v');
const bannerStarts = ['/', 'file:///', 'node:'].map(text => Buffer.from(text));
const caret = 0x5e;

/**
 * Traces whose frames are `at …`: Java, Kotlin, Scala (`Throwable.printStackTrace`), Node (`error.stack`, what
 * `util.inspect` puts behind it, and the banner of an uncaught exception), and .NET (`Exception.ToString`).
 */
export const framesLanguage: TraceLanguage = {
  name: 'frames',
  begins: '\\s/fnC',
  level: 'error',
  headTells: false,
  isLogged: false,
  sure: stages.uncaught,
  head: (buffer, start, end) => (isBanner(buffer, start, end) ? stages.banner : ended),
  middle(buffer, start, end) {
    const text = skipIndent(buffer, start, end);
    if (startsWithAny(causes, buffer, text, end)) return stages.frames;
    if (text === start) return ended;
    if (startsWith(buffer, text, end, at)) return endsAsFrame(buffer, end) ? behindFrame(buffer, end) : ended;
    return startsWithAny(notes, buffer, text, end) ? stages.frames : ended;
  },
  next(stage, buffer, start, end) {
    if (stage < stages.uncaught) return nextOfBanner(stage, buffer, start, end);
    const indented = isIndented(buffer, start, end);
    if (stage === stages.object && indented) return stages.object;
    if (stage === stages.object && buffer[start] === ascii.closeBrace) return end === start + 1 ? stages.frames : ended;
    if (start === end) return stage === stages.tail ? ended : stages.tail;
    if (startsWith(buffer, start, end, nodeVersion)) return stages.tail;
    if (stage === stages.tail) return ended;
    const text = skipIndent(buffer, start, end);
    if (startsWithAny(causes, buffer, text, end)) return stages.frames;
    if (indented && startsWith(buffer, text, end, at)) return behindFrame(buffer, end);
    if (startsWithAny(notes, buffer, text, end)) return stages.frames;
    const inMessage = stage !== stages.frames && startsWithAny(requireStack, buffer, start, end);
    return inMessage ? stages.message : ended;
  },
  type: (stage, buffer, start, end) => (stage === stages.uncaught ? exceptionIn(buffer, start, end) : undefined),
};

function behindFrame(buffer: Buffer, end: number): number {
  return buffer[end - 1] === ascii.openBrace ? stages.object : stages.frames;
}

const frameEnds = Buffer.from(')]>{');

/** `(Foo.java:12)`, `(Foo.java:12) ~[app.jar:1.0]`, `/app/a.js:3:11`, `<anonymous>`, `in /src/a.cs:line 12`: a sentence ends otherwise. */
function endsAsFrame(buffer: Buffer, end: number): boolean {
  const last = buffer[end - 1]!;
  return isDigit(last) || frameEnds.includes(last);
}

/** A banner's first line is no longer. */
const longestPath = 1000;

/** `/app/index.js:3`, `file:///app/index.js:3`, `node:internal/process/promises:288` */
function isBanner(buffer: Buffer, start: number, end: number): boolean {
  if (end - start > longestPath || !startsWithAny(bannerStarts, buffer, start, end)) return false;
  let digits = end;
  while (digits > start && isDigit(buffer[digits - 1])) digits--;
  return digits < end && buffer[digits - 1] === ascii.colon;
}

function nextOfBanner(stage: number, buffer: Buffer, start: number, end: number): number {
  const blank = start === end;
  if (stage === stages.banner) return blank ? ended : stages.source;
  if (stage === stages.source) {
    const isCaret = buffer[skipIndent(buffer, start, end)] === caret && buffer[end - 1] === caret;
    return isCaret && !blank ? stages.caret : ended;
  }
  if (stage === stages.caret) return blank ? stages.gap : stages.uncaught;
  if (blank) return ended;
  return stages.uncaught;
}
