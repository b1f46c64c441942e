import { exceptionInText, longestHead } from './exception-name.ts';
import { pythonTypeEnd } from './python-type.ts';

/** A line end as JSON and logfmt write it within a text. */
const lineEnd = '\\n';
const traceback = 'Traceback (most recent call last):';
const groupTraceback = 'Exception Group Traceback';
const ofGroup = '  | ';
const named = /^([A-Z][\w$]*(?:[.:\\]+[\w$]+)*)(?::|\\n|$)/;

/**
 * The type of the exception of which `text` is the stack trace, as it stands between the quotation marks of a JSON
 * string: of Python's that of the last traceback, of all others that with which it begins.
 */
export function exceptionInStack(text: string): string | undefined {
  const last = text.lastIndexOf(traceback);
  if (last < 0) {
    const head = text.slice(0, longestHead).split(lineEnd, 1)[0]!;
    return exceptionInText(head) ?? named.exec(head)?.[1];
  }
  const group = text.indexOf(groupTraceback);
  const lines = text.slice(group < 0 ? last : group).split(lineEnd, 1000);
  for (const line of lines.slice(1)) {
    const text = group < 0 ? line : line.startsWith(ofGroup) ? line.slice(ofGroup.length) : '';
    if (text === '' || text.startsWith(' ')) continue;
    const bytes = Buffer.from(text.slice(0, longestHead));
    const type = bytes.toString('utf8', 0, pythonTypeEnd(bytes, 0, bytes.length));
    if (type !== '') return type;
  }
  return undefined;
}
