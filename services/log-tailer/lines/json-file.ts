import { cutEnvelope, type Envelope, type Stream, streams } from './json-envelope.ts';
import { parseRecord } from './json-record.ts';
import { JsonUnescaper } from './json-unescape.ts';
import { type Chunk, handOn, type LineLimits, type LineSink } from './line-sink.ts';
import { createPartialLine, type KeptPartial } from './partial-line.ts';
import { viewed } from './viewed-bytes.ts';

/** The open partial lines of a container's two streams, as they are kept over a restart. */
export type KeptPartials = Partial<Record<Stream, KeptPartial>>;

/** Takes the records of a container's log file, whatever file they lie in, and hands on what the container wrote. */
export interface JsonFileDecoder extends LineSink {
  /** The container died at `time` (epoch ms): a line left open then does not go on in a later record. */
  died(time: number): void;
  /** Hands on open lines as they are. */
  end(): void;
  keep(): KeptPartials;
}

/** What a decoder needs. */
export interface JsonFileOptions {
  /** Gets the lines of one stream; `logged` are the bytes that the container wrote. */
  readonly sinks: Readonly<Record<Stream, LineSink>>;
  readonly limits: LineLimits;
  /** Told of bytes that are no record: a crash of the engine leaves half records and NULs. */
  readonly onDamaged: (bytes: number) => void;
  readonly kept?: KeptPartials;
  /** When those were kept, epoch ms. */
  readonly keptAt?: number;
}

/** Deaths remembered while their records have not been read yet. */
const deathsKept = 16;
const backslash = 92;
const lineFeed = 10;
const letterN = 110;
const nothing = Buffer.alloc(0);

/** Decodes the log files of Docker's json-file driver (moby, daemon/logger/jsonfilelog). */
export function createJsonFileDecoder(options: JsonFileOptions): JsonFileDecoder {
  return new Decoder(options);
}

class Decoder implements JsonFileDecoder {
  readonly #options: JsonFileOptions;
  readonly #partials;
  /** Time of the first record of each open line, epoch ms. */
  readonly #openSince: Record<Stream, number>;
  readonly #envelope: Envelope = { source: nothing, start: 0, end: 0, stream: 'stdout', timeStart: 0, timeEnd: 0 };
  #source = viewed(nothing);
  #deaths: number[] = [];
  readonly #unescaper = new JsonUnescaper();
  /** Whether the last record had further escapes than the final \n: then the next one is likely to, and they are not looked for before. */
  #hadEscapes = false;

  constructor(options: JsonFileOptions) {
    this.#options = options;
    const keptAt = options.keptAt ?? 0;
    this.#openSince = { stdout: keptAt, stderr: keptAt };
    this.#partials = {
      stdout: createPartialLine(options.limits, options.kept?.stdout),
      stderr: createPartialLine(options.limits, options.kept?.stderr),
    };
  }

  line(buffer: Buffer, start: number, end: number) {
    const envelope = this.#envelope;
    // Nearly always that of the record before, since logs are read into one buffer.
    if (this.#source.bytes !== buffer) this.#source = viewed(buffer);
    if (!cutEnvelope(this.#source, start, end, envelope)) {
      this.#lineOfOtherShape(buffer, start, end);
      return;
    }
    if (this.#hadEscapes) {
      this.#unescape(end - start);
      return;
    }
    const escapeAt = buffer.indexOf(backslash, envelope.start);
    if (escapeAt < 0 || escapeAt >= envelope.end) {
      this.#text(buffer, envelope.start, envelope.end);
      return;
    }
    if (escapeAt === envelope.end - 2 && buffer[escapeAt + 1] === letterN && !this.#partials[envelope.stream].open) {
      // Most lines: the only escape is the final \n, and the text lies in the record as it is.
      const { sinks, limits } = this.#options;
      handOn(sinks[envelope.stream], limits, buffer, envelope.start, escapeAt, escapeAt + 1 - envelope.start);
      return;
    }
    this.#unescape(end - start);
  }

  within(chunk: Chunk | undefined) {
    for (const stream of streams) this.#options.sinks[stream].within?.(chunk);
  }

  died(time: number) {
    this.#deaths.push(time);
    if (this.#deaths.length > deathsKept) this.#deaths.shift();
  }

  end() {
    for (const stream of streams) if (this.#partials[stream].open) this.#endOpen(stream, 0);
  }

  keep() {
    const kept: KeptPartials = {};
    for (const stream of streams) {
      const partial = this.#partials[stream].keep();
      if (partial) kept[stream] = partial;
    }
    return kept;
  }

  #lineOfOtherShape(buffer: Buffer, start: number, end: number) {
    const record = parseRecord(buffer, start, end);
    if (record.damaged > 0) this.#options.onDamaged(record.damaged);
    if (!record.found) return;
    const { log, stream, time } = record.found;
    const source = Buffer.from(time);
    Object.assign(this.#envelope, { source, stream, timeStart: 0, timeEnd: source.length });
    this.#text(log, 0, log.length);
  }

  /** Hands on the text of the record in the envelope, which took `logged` bytes, with what its escapes stand for. */
  #unescape(logged: number) {
    const { start, end } = this.#envelope;
    const size = end - start;
    const length = this.#unescaper.unescape(this.#source, start, end);
    this.#hadEscapes = length < size - 1;
    if (length < 0) this.#options.onDamaged(logged);
    else this.#text(this.#unescaper.bytes, 0, length);
  }

  /** The text of the record in the envelope. Without a line feed at its end it is a part of a line (there is no other sign). */
  #text(text: Buffer, start: number, end: number) {
    const { stream } = this.#envelope;
    const partial = this.#partials[stream];
    if (partial.open && this.#deaths.length > 0 && this.#diedBetween(this.#openSince[stream], this.#time()))
      this.#endOpen(stream, 0);
    const complete = end > start && text[end - 1] === lineFeed;
    if (complete && !partial.open) {
      handOn(this.#options.sinks[stream], this.#options.limits, text, start, end - 1, end - start);
      return;
    }
    if (!partial.open) this.#openSince[stream] = this.#time();
    partial.append(text, start, complete ? end - 1 : end);
    if (complete) this.#endOpen(stream, 1);
  }

  /** When the record in the envelope was written, epoch ms. */
  #time(): number {
    const { source, timeStart, timeEnd } = this.#envelope;
    return Date.parse(source.toString('latin1', timeStart, timeEnd));
  }

  #endOpen(stream: Stream, lineEnd: number) {
    this.#partials[stream].end(this.#options.sinks[stream], lineEnd);
  }

  #diedBetween(from: number, to: number) {
    return this.#deaths.some(death => from <= death && death < to);
  }
}
