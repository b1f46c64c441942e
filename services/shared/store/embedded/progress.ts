import type { DuckDBConnection } from '@duckdb/node-api';
import type { Reach } from '../plan.ts';
import type { PerResolution, Resolution } from '../resolution.ts';

/** How far roll-up and expiry have come: epoch milliseconds, kept in the table `progress`. */
export interface Progress extends Reach {
  /** Windows before this time are rolled up, and are rolled up again when a point of theirs is written. */
  readonly rolled: Record<Resolution['name'], number>;
  /** Points before this time may have expired; 0: none has. */
  readonly kept: Record<Resolution['name'], number>;
}

/** Nothing rolled up, nothing expired. Raw points need no rolling up: they are always complete. */
function createProgress(): Progress {
  const zero: PerResolution<number> = { raw: 0, '1m': 0, '10m': 0 };
  return { rolled: { ...zero, raw: Number.POSITIVE_INFINITY }, kept: { ...zero } };
}

/** Reads what {@link saveProgress} wrote. */
export async function loadProgress(connection: DuckDBConnection): Promise<Progress> {
  const progress = createProgress();
  const rows = await connection.runAndReadAll('SELECT resolution, rolled, kept FROM progress');
  for (const [name, rolled, kept] of rows.getRows()) {
    if (name !== 'raw' && name !== '1m' && name !== '10m') continue;
    if (name !== 'raw') progress.rolled[name] = Number(rolled);
    progress.kept[name] = Number(kept);
  }
  return progress;
}

/** Sets one of the two times of a resolution, in the transaction under way. */
export async function saveProgress(
  connection: DuckDBConnection,
  { name }: Resolution,
  column: keyof Progress,
  time: number,
): Promise<void> {
  await connection.run(`UPDATE progress SET ${column} = ${time} WHERE resolution = '${name}'`);
}
