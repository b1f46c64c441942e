import type { WritePrecisionType } from '@influxdata/influxdb-client';
import type { Logger } from '../../logging/logger.ts';
import { quote } from '../../logging/quote.ts';
import { failure, success } from '../../outcome.ts';
import type { WriteOutcome } from '../metric-store.ts';
import type { Connection } from './connection.ts';
import { requestWrite } from './write-request.ts';

/** Lines in one request at most, as InfluxDB's documentation advises. */
const longestRequest = 5000;

/** What is to be written. */
export interface Batch<Item> {
  readonly items: readonly Item[];
  /** Undefined for what line protocol cannot say. */
  readonly lineOf: (item: Item) => string | undefined;
  /** Unit of the lines' times. */
  readonly precision: WritePrecisionType;
}

/**
 * Writes all of a batch, or up to the first failure, without retrying: writing the same again changes nothing.
 * The outcome counts what was taken; what InfluxDB can never take is left out of it, and the log says why.
 */
export type LineWriter = <Item>(batch: Batch<Item>) => Promise<WriteOutcome>;

/** A writer that sends one request after the other, smaller ones where the server, or a proxy before it, asks for that. */
export function createLineWriter(connection: Connection, logger: Logger): LineWriter {
  const told = new Set<string>();
  // What cannot be written comes again with every flush: each kind of loss is told once, with the first example.
  const tell = (loss: string, example: string) => {
    if (!told.has(loss)) logger.warn(`${loss}, such as ${quote(example)}`);
    told.add(loss);
  };

  const writeSplitting = async (precision: WritePrecisionType, lines: string[]): Promise<WriteOutcome> => {
    const outcome = await requestWrite(connection, precision, lines);
    if (outcome.ok) {
      if (outcome.value) tell('some of what was sent is left out by InfluxDB', outcome.value.reason);
      return success(lines.length - (outcome.value?.count ?? 0));
    }
    if (outcome.reason !== 'too large') return failure(outcome.reason);
    if (lines.length === 1) {
      tell('lines too large for any request (413) are left out', lines[0]!);
      return success(0);
    }
    const half = Math.ceil(lines.length / 2);
    const first = await writeSplitting(precision, lines.slice(0, half));
    if (!first.ok) return first;
    const second = await writeSplitting(precision, lines.slice(half));
    return second.ok ? success(first.value + second.value) : second;
  };

  return async ({ items, lineOf, precision }) => {
    let taken = 0;
    for (let start = 0; start < items.length; start += longestRequest) {
      const lines = items.slice(start, start + longestRequest).flatMap(item => {
        const line = lineOf(item);
        if (line === undefined) tell('what line protocol cannot say is left out', JSON.stringify(item));
        return line ?? [];
      });
      if (lines.length === 0) continue;
      const outcome = await writeSplitting(precision, lines);
      if (!outcome.ok) return outcome;
      taken += outcome.value;
    }
    return success(taken);
  };
}
