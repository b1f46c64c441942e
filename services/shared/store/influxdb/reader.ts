import { baseAddress, type Connection } from './connection.ts';
import { explainNoAnswer, explainQueryError, explainStatus } from './failures.ts';

/** A cell of an answer. */
export type Cell = string | number | boolean | null;

/** One series of an answer: rows of cells, named by `columns`. A long one may come in several pieces. */
export interface Rows {
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly values?: readonly (readonly Cell[])[];
}

/** Answers an InfluxQL statement; rejects with a message that says what to do. */
export type Ask = (statement: string) => Promise<Rows[]>;

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

/** What the server says in an answer that is not a success. */
function messageIn(body: string): string {
  try {
    const { message, error }: { message?: string; error?: string } = JSON.parse(body);
    return message ?? error ?? body;
  } catch {
    return body;
  }
}

/**
 * Asks by the /query endpoint, which InfluxDB 1, 2 and 3 have. Chunked, because 1.x cuts long answers that are not.
 */
export function createReader(connection: Connection): Ask {
  const { bucket, token, timeout } = connection;
  const address = baseAddress(connection);
  return async statement => {
    let status: number;
    let body: string;
    try {
      const response = await fetch(`${address}/query`, {
        method: 'POST',
        headers: { authorization: `Token ${token}` },
        body: new URLSearchParams({ db: bucket, epoch: 'ms', chunked: 'true', q: statement }),
        signal: AbortSignal.timeout(timeout),
      });
      status = response.status;
      body = await response.text();
    } catch (error) {
      throw new Error(explainNoAnswer(connection, error as Error));
    }
    if (status !== 200) throw new Error(explainStatus(connection, status, messageIn(body)));
    try {
      return parseAnswer(body);
    } catch (error) {
      throw new Error(explainQueryError(connection, (error as Error).message));
    }
  };
}
