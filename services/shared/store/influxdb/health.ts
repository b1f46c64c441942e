import { failure, success } from '../../outcome.ts';
import type { StoreAccess, StoreHealth } from '../metric-store.ts';
import { baseAddress, type Connection } from './connection.ts';
import { readDiskSize } from './disk-size.ts';
import { explainNoAnswer } from './failures.ts';
import { createReader } from './reader.ts';
import { readToken } from './token.ts';
import { requestWrite } from './write-request.ts';

/** The version that answers, null when what answers is something else. */
async function readVersion(connection: Connection, token: string): Promise<string | null> {
  const response = await fetch(`${baseAddress(connection)}/ping`, {
    headers: { authorization: `Token ${token}` },
    signal: AbortSignal.timeout(connection.timeout),
  });
  return response.headers.get('x-influxdb-version');
}

/**
 * Looks in the order in which things go wrong: whether there is a token, whether InfluxDB answers, and for each bucket
 * whether the token may write (a comment is a write of nothing), unless only reading is wanted, and whether it may read.
 */
export async function readHealth(connections: readonly Connection[], access: StoreAccess): Promise<StoreHealth> {
  const [connection] = connections;
  if (!connection) return failure('no bucket');
  const token = await readToken(connection);
  if (!token.ok) return failure(token.reason);
  const address = baseAddress(connection);
  let version: string | null;
  try {
    version = await readVersion(connection, token.value);
  } catch (error) {
    return failure(explainNoAnswer(connection, error as Error));
  }
  if (version === null) return failure(`what answers at ${address} is no InfluxDB: see store.influxdb.url`);
  for (const bucket of connections) {
    const problem = await problemOf(bucket, access);
    if (problem !== undefined) return failure(problem);
  }
  const detail = `InfluxDB ${version} at ${address}, bucket ${connection.bucket}`;
  // Who only reads has no use for it.
  const bytes = access === 'write' ? await readDiskSize(connection) : undefined;
  return success(bytes === undefined ? { detail } : { detail, bytes });
}

async function problemOf(connection: Connection, access: StoreAccess): Promise<string | undefined> {
  if (access === 'write') {
    const write = await requestWrite(connection, 'ms', ['# nothing']);
    if (!write.ok && write.reason !== 'too large') return write.reason.message;
  }
  try {
    // Without the right to read, SELECT is an error, where SHOW answers nothing.
    await createReader(connection)('SELECT "value" FROM "health" LIMIT 1');
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}
