import { ascii } from '../formats/bytes.ts';
import { startsWith } from '../formats/scan.ts';
import { ended, type TraceLanguage } from './language.ts';
import { isIndented, skipIndent } from './line-bytes.ts';
import { pythonTypeEnd } from './python-type.ts';

const stages = {
  frames: 0,
  /** The lines of an exception group, whose type has not come yet. */
  group: 1,
  groupTyped: 2,
  groupRest: 3,
  typed: 4,
  /** A blank line behind the type. */
  gap: 5,
  /** The sentence that announces the next traceback of the chain. */
  chained: 6,
} as const;

const traceback = Buffer.from('Traceback (most recent call last):');
const group = Buffer.from('  + Exception Group Traceback (most recent call last):');
const ofGroup = Buffer.from('  | ');
const file = Buffer.from('  File "');
const within = Buffer.from(', in ');
const during = Buffer.from('During handling of the above exception, another exception occurred:');
const cause = Buffer.from('The above exception was the direct cause of the following exception:');

/**
 * Tracebacks of Python, with chains and exception groups. The type comes last, behind the frames; of a chain the last
 * one's counts, since it is what the program ended with. Source: CPython's Lib/traceback.py.
 */
export const pythonLanguage: TraceLanguage = {
  name: 'python',
  begins: 'T ',
  level: 'error',
  headTells: false,
  isLogged: true,
  sure: stages.frames,
  head: openingStage,
  // A log may put the first line behind its own head: then the frames come right after it.
  middle: (buffer, start, end) =>
    startsWith(buffer, start, end, file) && !isSyntaxError(buffer, start, end) ? stages.frames : ended,
  next(stage, buffer, start, end) {
    if (stage === stages.frames) {
      if (isIndented(buffer, start, end)) return stages.frames;
      return pythonTypeEnd(buffer, start, end) > start ? stages.typed : ended;
    }
    if (stage < stages.typed) {
      // Only the next one of several begins so again: groups within a group have more before it.
      if (startsWith(buffer, start, end, group)) return ended;
      const text = skipIndent(buffer, start, end);
      if (text > start && (buffer[text] === ascii.pipe || buffer[text] === ascii.plus)) {
        if (stage !== stages.group) return stages.groupRest;
        return groupTypeEnd(buffer, start, end) > start ? stages.groupTyped : stages.group;
      }
    }
    if (start === end) return stage === stages.chained ? stages.chained : stages.gap;
    if (stage === stages.chained) return openingStage(buffer, start, end);
    const announces = startsWith(buffer, start, end, during) || startsWith(buffer, start, end, cause);
    return stage === stages.gap && announces ? stages.chained : ended;
  },
  type(stage, buffer, start, end) {
    if (stage === stages.typed) return buffer.toString('utf8', start, pythonTypeEnd(buffer, start, end));
    if (stage !== stages.groupTyped) return undefined;
    return buffer.toString('utf8', start + ofGroup.length, groupTypeEnd(buffer, start, end));
  },
};

function openingStage(buffer: Buffer, start: number, end: number): number {
  if (startsWith(buffer, start, end, traceback)) return stages.frames;
  if (startsWith(buffer, start, end, group)) return stages.group;
  return isSyntaxError(buffer, start, end) ? stages.frames : ended;
}

/** `  File "a.py", line 1`, with which that of a program that cannot be compiled begins; a frame says `, in` what it is. */
function isSyntaxError(buffer: Buffer, start: number, end: number): boolean {
  return startsWith(buffer, start, end, file) && !buffer.subarray(start, end).includes(within);
}

/** Where the type ends in `  | ExceptionGroup: text (2 sub-exceptions)`; `start` when that is not what the line is. */
function groupTypeEnd(buffer: Buffer, start: number, end: number): number {
  if (!startsWith(buffer, start, end, ofGroup)) return start;
  const text = start + ofGroup.length;
  const typeEnd = text < end ? pythonTypeEnd(buffer, text, end) : text;
  return typeEnd > text ? typeEnd : start;
}
