import { parseJson } from '../../shared/parse-json.ts';
import { ascii } from '../formats/bytes.ts';
import { visitPairs } from '../formats/logfmt-pairs.ts';
import { find } from '../formats/scan.ts';

/** Expressions see the first 8 KiB of a line, which bounds what one line can cost. */
export const textBytes = 8192;
/** A longer object is not read, which bounds what one line can make the process hold. */
export const objectBytes = 65_536;

const empty = Buffer.alloc(0);

/** One line as rules see it: decoded, parsed and taken apart when the first of them asks, once for all. */
export class LineView {
  #buffer: Buffer = empty;
  #start = 0;
  #end = 0;
  #text: string | undefined;
  /** Bytes of the line that it is of. */
  #textBytes = 0;
  #object: object | null | undefined;
  #pairs: ReadonlyMap<string, string> | undefined;

  /** The line is the bytes [start, end) of `buffer`; the view is of it until the next call, or {@link close}. */
  open(buffer: Buffer, start: number, end: number): void {
    this.#buffer = buffer;
    this.#start = start;
    this.#end = end;
    this.#text = this.#object = this.#pairs = undefined;
  }

  /** Keeps nothing of the line. */
  close(): void {
    this.open(empty, 0, 0);
  }

  /** The first so many bytes of it. */
  text(bytes: number): string {
    if (this.#text === undefined || this.#textBytes !== bytes) {
      this.#text = this.#buffer.toString('utf8', this.#start, Math.min(this.#end, this.#start + bytes));
      this.#textBytes = bytes;
    }
    return this.#text;
  }

  /** The JSON object that the line is, or ends with behind a head such as syslog's; undefined for any other line. */
  get object(): object | undefined {
    if (this.#object === undefined) this.#object = readObject(this.#buffer, this.#start, this.#end) ?? null;
    return this.#object ?? undefined;
  }

  /** Whether it is a line of `key=value` at all. */
  get hasPairs(): boolean {
    this.#pairs ??= readPairs(this.#buffer, this.#start, this.#end);
    return this.#pairs.size > 0;
  }

  /** The value of a key, the first of that name, of a line of `key=value key="a value"`. */
  pair(key: string): string | undefined {
    this.#pairs ??= readPairs(this.#buffer, this.#start, this.#end);
    return this.#pairs.get(key);
  }
}

function readObject(buffer: Buffer, start: number, end: number): object | undefined {
  let last = end - 1;
  while (last > start && buffer[last]! <= ascii.space) last--;
  if (end - start > objectBytes || buffer[last] !== ascii.closeBrace) return undefined;
  const value = parseJson(buffer.toString('utf8', find(ascii.openBrace, buffer, start, end), end));
  return typeof value === 'object' && value !== null ? value : undefined;
}

function readPairs(buffer: Buffer, start: number, end: number): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  visitPairs(buffer, start, end, (buffer, key, keyEnd, from, to) => {
    const name = buffer.toString('latin1', key, keyEnd);
    if (!pairs.has(name)) pairs.set(name, unescaped(buffer.toString('utf8', from, to)));
  });
  return pairs;
}

const unescaped = (text: string) => (text.includes('\\') ? text.replace(/\\(["\\])/g, '$1') : text);
