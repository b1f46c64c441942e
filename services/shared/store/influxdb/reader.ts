import { baseAddress, type Connection, databaseOf } from './connection.ts';
import { explainNoAnswer, explainQueryError, explainStatus, messageIn } from './failures.ts';
import { createIdleLimit, type IdleLimit } from './idle-limit.ts';
import { readToken } from './token.ts';

/** A cell of an answer. */
export type Cell = string | number | boolean | null;

/** One series of an answer: rows of cells, named by `columns`. A long one comes in several pieces, `partial` but for the last. */
export interface Rows {
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly values?: readonly (readonly Cell[])[];
  readonly partial?: boolean;
}

/** Answers InfluxQL, several statements being parted by `;`; rejects with a message that says what to do. */
export type Ask = (statements: string) => Promise<Rows[]>;

/** The same a series at a time, for answers too long to be held. */
export type Stream = (statements: string) => AsyncGenerator<Rows>;

/** https://docs.influxdata.com/influxdb/v2/api-guide/influxdb-1x/query/ */
interface Answer {
  readonly results?: readonly { readonly series?: readonly Rows[]; readonly error?: string }[];
  readonly error?: string;
}

/** What an answer's body holds: one JSON text, or one a line. An error in it is thrown, whatever came before. */
export function parseAnswer(body: string): Rows[] {
  const rows: Rows[] = [];
  for (const line of body.split('\n')) {
    if (line.trim() === '') continue;
    const { results, error }: Answer = JSON.parse(line);
    if (error !== undefined) throw new Error(error);
    if (results === undefined) throw new Error('an answer without results');
    for (const result of results) {
      if (result.error !== undefined) throw new Error(result.error);
      for (const series of result.series ?? []) rows.push(series);
    }
  }
  return rows;
}

/** The lines of an answer's body, `next` being how the next piece of it is waited for. */
async function* linesOf(body: NonNullable<Response['body']>, next: IdleLimit['during']): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (let piece = await next(reader.read()); !piece.done; piece = await next(reader.read())) {
      const lines = (rest + decoder.decode(piece.value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    yield rest;
  } finally {
    // Closes the connection when the rest of the answer is not wanted.
    await reader.cancel().catch(() => {});
  }
}

/**
 * Asks by the /query endpoint, which InfluxDB 1, 2 and 3 have. Chunked, because 1.x cuts long answers that are not, and
 * because each series then is a line of its own.
 */
export function createStream(connection: Connection): Stream {
  const { bucket, timeout } = connection;
  const { database, policy } = databaseOf(bucket);
  const place = { db: database, ...(policy !== undefined && { rp: policy }) };
  return async function* (statements) {
    const token = await readToken(connection);
    if (!token.ok) throw new Error(token.reason);
    const limit = createIdleLimit(timeout);
    const answering = <Value>(wait: Promise<Value>) =>
      limit.during(wait).catch((error: Error) => {
        throw new Error(explainNoAnswer(connection, error));
      });
    const response = await answering(
      fetch(`${baseAddress(connection)}/query`, {
        method: 'POST',
        headers: { authorization: `Token ${token.value}` },
        body: new URLSearchParams({ ...place, epoch: 'ms', chunked: 'true', q: statements }),
        signal: limit.signal,
      }),
    );
    if (response.status !== 200) {
      throw new Error(explainStatus(connection, response.status, messageIn(await answering(response.text()))));
    }
    if (!response.body) return;
    for await (const line of linesOf(response.body, answering)) yield* rowsIn(connection, line);
  };
}

function rowsIn(connection: Connection, line: string): Rows[] {
  try {
    return parseAnswer(line);
  } catch (error) {
    throw new Error(explainQueryError(connection, (error as Error).message));
  }
}

/** As {@link createStream}, all at once. */
export function createReader(connection: Connection): Ask {
  const stream = createStream(connection);
  return async statements => {
    const rows: Rows[] = [];
    for await (const series of stream(statements)) rows.push(series);
    return rows;
  };
}
