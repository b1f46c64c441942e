import { deleteSeries } from './catalogue-tables.ts';
import { integers } from './parameters.ts';
import type { Session } from './session.ts';
import { transaction } from './transaction.ts';

/** Of a full catalogue this much is given up, so that room is made seldom. */
const share = 0.1;

/**
 * Of a full catalogue forgets the series that were silent longest, with their points: who sends names without end must
 * not keep new series out until the old ones expire. One table at a time, so that writes get their turn. Answers how
 * many it forgot. No chunk may be made or dropped by anything but writes meanwhile.
 */
export async function makeRoom(session: Session): Promise<number> {
  const { catalogue, chunks } = session;
  if (catalogue.size < catalogue.capacity) return 0;
  const silent = new Map(silentLongest(session, Math.ceil(catalogue.capacity * share)));
  for (const { table } of chunks.all()) {
    await session.write(async connection => {
      await connection.run(
        `DELETE FROM ${table} WHERE series IN (SELECT unnest($ids::INTEGER[]))`,
        ...integers({ ids: silent.keys() }),
      );
    });
  }
  return session.write(async connection => {
    const gone = new Set<number>();
    // One that was written meanwhile is newer than it was, and stays.
    for (const metric of catalogue.metrics()) {
      for (const { id, newest } of metric.series.values()) if (silent.get(id) === newest) gone.add(id);
    }
    await transaction(connection, () => deleteSeries(connection, gone));
    catalogue.forget(gone);
    return gone.size;
  });
}

function silentLongest({ catalogue }: Session, count: number): [id: number, newest: number][] {
  const all: [number, number][] = [];
  for (const metric of catalogue.metrics()) {
    for (const { id, newest } of metric.series.values()) all.push([id, newest]);
  }
  return all.sort(([, a], [, b]) => a - b).slice(0, count);
}
