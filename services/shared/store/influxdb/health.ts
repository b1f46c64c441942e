import { failure, success } from '../../outcome.ts';
import type { StoreHealth } from '../metric-store.ts';
import { baseAddress, type Connection } from './connection.ts';
import { explainNoAnswer } from './failures.ts';
import type { Ask } from './reader.ts';
import { requestWrite } from './write-request.ts';

/** The version that answers, null when what answers is something else. */
async function readVersion(connection: Connection): Promise<string | null> {
  const response = await fetch(`${baseAddress(connection)}/ping`, {
    headers: { authorization: `Token ${connection.token}` },
    signal: AbortSignal.timeout(connection.timeout),
  });
  return response.headers.get('x-influxdb-version');
}

/**
 * Looks in the order in which things go wrong: whether InfluxDB answers, whether the token may write to the bucket
 * (a comment is a write of nothing), and whether it may read it.
 */
export async function readHealth(connection: Connection, ask: Ask): Promise<StoreHealth> {
  const address = baseAddress(connection);
  let version: string | null;
  try {
    version = await readVersion(connection);
  } catch (error) {
    return failure(explainNoAnswer(connection, error as Error));
  }
  if (version === null) return failure(`what answers at ${address} is no InfluxDB: see store.influxdb.url`);
  const write = await requestWrite(connection, 'ms', ['# nothing']);
  if (!write.ok && write.reason !== 'too large') return failure(write.reason.message);
  try {
    // Without the right to read, SELECT is an error, where SHOW answers nothing.
    await ask('SELECT "value" FROM "health" LIMIT 1');
  } catch (error) {
    return failure((error as Error).message);
  }
  return success({ detail: `InfluxDB ${version} at ${address}, bucket ${connection.bucket}` });
}
