import { HttpError, InfluxDB, type WritePrecisionType } from '@influxdata/influxdb-client';
import { failure, type Outcome, success } from '../../outcome.ts';
import type { WriteFailure } from '../metric-store.ts';
import { baseAddress, type Connection } from './connection.ts';
import { explainNoAnswer, explainStatus } from './failures.ts';
import { readToken } from './token.ts';

/** Lines that InfluxDB did not take although it took the rest, and why. */
export interface LeftOut {
  readonly count: number;
  readonly reason: string;
}

/** The outcome of one request. */
export type RequestOutcome = Outcome<LeftOut | undefined, WriteFailure | 'too large'>;

/** Sends lines by a client of its own: the signal ends the whole request, where the client's timeout only stops waiting. */
async function send(
  connection: Connection,
  token: string,
  precision: WritePrecisionType,
  lines: string[],
): Promise<void> {
  const { timeout, org, bucket } = connection;
  const transportOptions = { signal: AbortSignal.timeout(timeout) };
  const client = new InfluxDB({ url: baseAddress(connection), token, timeout, transportOptions });
  const api = client.getWriteApi(org, bucket, precision, {
    // The buffer sends by itself when it is full: one line of room keeps the sending to flush().
    batchSize: lines.length + 1,
    maxBatchBytes: Number.POSITIVE_INFINITY,
    flushInterval: 0,
    maxRetries: 0,
    writeFailed: error => Promise.reject(error), // else the client prints it
  });
  api.writeRecords(lines);
  await api.flush();
}

/**
 * Only what InfluxDB itself (as JSON) says about the points is final: all else, a token or a bucket included, may be
 * put right while the points wait.
 */
function explain(connection: Connection, error: Error): RequestOutcome {
  if (!(error instanceof HttpError)) {
    return failure({ kind: 'retry', message: explainNoAnswer(connection, error) });
  }
  const { statusCode: status, message: text, json } = error;
  if (status === 413) return failure('too large');
  const message = explainStatus(connection, status, text);
  if ((status !== 400 && status !== 422) || json === undefined) return failure({ kind: 'retry', message });
  // `partial write: field type conflict: … dropped=3`: the other points are written.
  const partial = /partial write: (.*?) dropped=(\d+)/s.exec(text);
  return partial ? success({ count: Number(partial[2]), reason: partial[1]! }) : failure({ kind: 'refused', message });
}

/** Writes lines of line protocol by one request. */
export async function requestWrite(
  connection: Connection,
  precision: WritePrecisionType,
  lines: string[],
): Promise<RequestOutcome> {
  const token = await readToken(connection);
  if (!token.ok) return failure({ kind: 'retry', message: token.reason });
  try {
    await send(connection, token.value, precision, lines);
    return success(undefined);
  } catch (error) {
    return explain(connection, error as Error);
  }
}
