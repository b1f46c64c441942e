import { inspect } from 'node:util';

/** One line of a dump: a name, and a number or the values of a timing. */
export type DumpEntry = readonly [name: string, value: number | readonly number[]];

/** A dump is handed on in pieces of about so many characters, so that one of a million counters is never one string. */
const pieceLength = 16_384;
/** `util.inspect`'s `breakLength`: an object that fits into it stands on one line. */
const lineLength = 80;
/** So many entries cannot fit into one line, since each takes three characters at least besides the braces. */
const mostOnOneLine = 23;

/**
 * What `util.inspect` makes of an object with these entries, and a line feed, as statsd prints it; made as it is taken.
 * Of equal names each gets a line. Lists are cut after 100 values, as there.
 */
export function* dump(entries: Iterable<DumpEntry>): Generator<string> {
  const first: string[] = [];
  let piece = '';
  let opened = false;
  for (const entry of entries) {
    const text = entryText(entry);
    if (!opened && first.length < mostOnOneLine) {
      first.push(text);
      continue;
    }
    piece += opened ? `,\n  ${text}` : `{\n  ${first.join(',\n  ')},\n  ${text}`;
    opened = true;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield opened ? `${piece}\n}\n` : `${objectText(first)}\n`;
}

/** As `reduceToSingleString` and `isBelowBreakLength` of node's lib/internal/util/inspect.js do with few entries. */
function objectText(entries: readonly string[]): string {
  if (entries.length === 0) return '{}';
  const length = entries.reduce((sum, entry) => sum + entry.length, 3 * entries.length + 11);
  const onOneLine = length - entries.length <= lineLength && !entries.some(entry => entry.includes('\n'));
  return onOneLine ? `{ ${entries.join(', ')} }` : `{\n  ${entries.join(',\n  ')}\n}`;
}

function entryText([name, value]: DumpEntry): string {
  if (typeof value !== 'number') return `${keyText(name)}: ${listText(value)}`;
  return `${keyText(name)}: ${Object.is(value, -0) ? '-0' : value}`;
}

/** Most names need no call of `inspect`, which takes a hundred times as long. */
function keyText(name: string): string {
  if (/^[a-zA-Z_][\w]*$/.test(name) && name !== '__proto__') return name;
  if (/^[\w.;=-]+$/.test(name) && name !== '__proto__') return `'${name}'`;
  return inspect({ [name]: 0 }, { breakLength: Number.POSITIVE_INFINITY }).slice('{ '.length, -': 0 }'.length);
}

/** A list as it stands within an object: `inspect` indents it by that. */
function listText(values: readonly number[]): string {
  const text = inspect({ a: values });
  return text.startsWith('{\n')
    ? text.slice('{\n  a: '.length, -'\n}'.length)
    : text.slice('{ a: '.length, -' }'.length);
}
