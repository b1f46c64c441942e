import { startsWith } from '../formats/scan.ts';
import { ended, type TraceLanguage } from './language.ts';
import { skipIndent } from './line-bytes.ts';

const from = Buffer.from('from ');
const elided = Buffer.from('... ');
const apostrophe = 0x27;
const frames = 0;

/** Ruby's backtraces, `\tfrom /app/a.rb:7:in '<main>'`, whose head is the line before. */
export const rubyLanguage: TraceLanguage = {
  name: 'ruby',
  begins: '\\s',
  level: 'error',
  headTells: false,
  isLogged: false,
  sure: frames,
  head: () => ended,
  middle: (buffer, start, end) => (isFrame(buffer, start, end) ? frames : ended),
  next(_stage, buffer, start, end) {
    if (isFrame(buffer, start, end)) return frames;
    const text = skipIndent(buffer, start, end);
    return text > start && startsWith(buffer, text, end, elided) ? frames : ended;
  },
};

function isFrame(buffer: Buffer, start: number, end: number): boolean {
  const text = skipIndent(buffer, start, end);
  return text > start && startsWith(buffer, text, end, from) && buffer[end - 1] === apostrophe;
}
