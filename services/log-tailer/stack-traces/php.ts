import { isDigit } from '../formats/bytes.ts';
import { startsWith, startsWithAny } from '../formats/scan.ts';
import { longestHead } from './exception-name.ts';
import { ended, type TraceLanguage } from './language.ts';

const stages = { trace: 0, gap: 1 } as const;

const begins = ['Stack trace:', '[stacktrace]', '#0 '].map(text => Buffer.from(text));
/** What else belongs to it: where it was thrown, the exception that follows of a chain, the end of Laravel's JSON. */
const marks = ['  thrown in ', 'Stack trace:', '"}'].map(text => Buffer.from(text));
const nextOne = Buffer.from('Next ');
const nextName = /^Next ([\w\\]+):/;
const hash = 0x23;

/** PHP's stack traces, `#0 /app/a.php(7): foo()`, whose head is the line before; Monolog's and Laravel's too. */
export const phpLanguage: TraceLanguage = {
  name: 'php',
  begins: 'S[#',
  level: 'error',
  headTells: false,
  isLogged: false,
  sure: stages.trace,
  head: () => ended,
  middle: (buffer, start, end) => (startsWithAny(begins, buffer, start, end) ? stages.trace : ended),
  next(stage, buffer, start, end) {
    if (start === end) return stage === stages.trace ? stages.gap : ended;
    if (startsWith(buffer, start, end, nextOne)) return stages.trace;
    if (stage === stages.gap) return ended;
    if (buffer[start] === hash && start + 1 < end && isDigit(buffer[start + 1])) return stages.trace;
    return startsWithAny(marks, buffer, start, end) ? stages.trace : ended;
  },
  // The one that was thrown last, and not caught, comes last.
  type: (_stage, buffer, start, end) =>
    startsWith(buffer, start, end, nextOne) ? nextType(buffer, start, end) : undefined,
};

/** `Next Acme\Errors\OrderFailed: failed in /app/a.php:9` */
function nextType(buffer: Buffer, start: number, end: number): string | undefined {
  return nextName.exec(buffer.toString('utf8', start, Math.min(end, start + longestHead)))?.[1];
}
