import type { Logger } from '../../../logging/logger.ts';
import type { Point } from '../../../point.ts';
import type { WriteOutcome } from '../../metric-store.ts';
import type { rollUps } from '../../resolution.ts';
import { type Connection, inPolicy, policies } from '../connection.ts';
import { pointLine } from '../line-protocol.ts';
import { createLineWriter } from '../line-writer.ts';
import { type Ask, createReader, createStream, type Stream } from '../reader.ts';
import { rawRows, rolledRows } from './summary.ts';

/** What one resolution is made from, and where it goes. */
export interface RollUpStep {
  readonly name: string;
  /** Width of a window, milliseconds. */
  readonly width: number;
  /** Asks the finer resolution. */
  readonly ask: Ask;
  readonly stream: Stream;
  readonly rows: typeof rawRows;
  /** Writes to this one. */
  write(points: readonly Point[]): Promise<WriteOutcome>;
}

/** How points at `source` become those of the next coarser resolution. */
export function createStep(source: Connection, { name, width }: (typeof rollUps)[number], logger: Logger): RollUpStep {
  const writeLines = createLineWriter(inPolicy(source, policies[name]), logger);
  return {
    name,
    width,
    ask: createReader(source),
    stream: createStream(source),
    rows: name === '1m' ? rawRows : rolledRows,
    write: points => writeLines({ items: points, lineOf: pointLine, precision: 'ms' }),
  };
}
