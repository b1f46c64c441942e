import type { DuckDBConnection } from '@duckdb/node-api';
import { type PerResolution, raw, rollUps } from '../resolution.ts';
import type { Chunk } from './chunks.ts';
import { saveProgress } from './progress.ts';
import type { Session } from './session.ts';
import { transaction } from './transaction.ts';

/** The chunks of which all points are older than they are kept; raw ones only when they are rolled up. */
export function expiredChunks({ chunks, progress }: Session, keep: PerResolution<number>, now: number): Chunk[] {
  const rolled = Math.min(...rollUps.map(({ name }) => progress.rolled[name]));
  return chunks
    .all()
    .filter(({ resolution, end }) => end <= now - keep[resolution.name] && (resolution !== raw || end <= rolled));
}

/** Drops a chunk's table. No query may be under way: it would look for the table in vain. */
export async function dropChunk(session: Session, connection: DuckDBConnection, chunk: Chunk): Promise<void> {
  const { resolution, table, end } = chunk;
  const kept = Math.max(session.progress.kept[resolution.name], end);
  await transaction(connection, async () => {
    await connection.run(`DROP TABLE ${table}`);
    await saveProgress(connection, resolution, 'kept', kept);
  });
  session.chunks.remove(chunk);
  session.progress.kept[resolution.name] = kept;
}
