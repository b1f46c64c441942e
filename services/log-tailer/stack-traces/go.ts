import { ascii, isDigit } from '../formats/bytes.ts';
import { startsWith, startsWithAny } from '../formats/scan.ts';
import { ended, type TraceLanguage } from './language.ts';
import { isIndented, skipIndent } from './line-bytes.ts';

const stages = { head: 0, frames: 1 } as const;

const heads = ['panic: ', 'fatal error: '].map(text => Buffer.from(text));
const goroutine = Buffer.from('goroutine ');
const runtimeStack = Buffer.from('runtime stack:');
const signal = Buffer.from('[signal ');
/** What else stands at the beginning of a line within. */
const marks = ['created by ', '[signal ', 'runtime: ', 'exit status ', '...'].map(text => Buffer.from(text));
const panicCall = Buffer.from('panic(');
const register = /^[a-z][a-z\d]+ +0x[\da-f]+$/;

/** What a Go program prints when it panics, or the runtime stops it. Source: Go's src/runtime/panic.go, traceback.go. */
export const goLanguage: TraceLanguage = {
  name: 'go',
  begins: 'pfgr',
  level: 'fatal',
  headTells: true,
  isLogged: false,
  sure: stages.frames,
  head: (buffer, start, end) => (startsWithAny(heads, buffer, start, end) ? stages.head : ended),
  middle: (buffer, start, end) => (isStackHead(buffer, start, end) ? stages.frames : ended),
  next(stage, buffer, start, end) {
    if (start === end) return stage;
    if (isStackHead(buffer, start, end)) return stages.frames;
    if (stage === stages.head) {
      // `\tpanic: again [recovered]`
      const again =
        isIndented(buffer, start, end) && startsWith(buffer, skipIndent(buffer, start, end), end, heads[0]!);
      return again || startsWith(buffer, start, end, signal) ? stages.head : ended;
    }
    return isIndented(buffer, start, end) || isFunction(buffer, start, end) ? stages.frames : ended;
  },
};

/** `goroutine 1 [running]:`, or `runtime stack:`, which comes before it when the runtime itself is at fault. */
function isStackHead(buffer: Buffer, start: number, end: number): boolean {
  if (startsWith(buffer, start, end, runtimeStack)) return true;
  return (
    startsWith(buffer, start, end, goroutine) &&
    isDigit(buffer[start + goroutine.length]) &&
    buffer[end - 1] === ascii.colon
  );
}

/** `net/http.(*conn).serve(0xc000128000, {0x6f0e38, 0xc00010a030})`, `created by …`, and the registers after a signal. */
function isFunction(buffer: Buffer, start: number, end: number): boolean {
  if (startsWithAny(marks, buffer, start, end)) return true;
  if (buffer[end - 1] !== ascii.closeParenthesis) {
    return end - start < 40 && register.test(buffer.toString('latin1', start, end));
  }
  let dotted = startsWith(buffer, start, end, panicCall);
  let at = start;
  // Of `(*conn)` the parenthesis stands behind a dot.
  while (
    at < end &&
    buffer[at] !== ascii.space &&
    !(buffer[at] === ascii.openParenthesis && buffer[at - 1] !== ascii.dot)
  ) {
    if (buffer[at] === ascii.dot) dotted = true;
    at++;
  }
  return dotted && buffer[at] === ascii.openParenthesis;
}
