import { crc32 } from '../../shared/checksum/crc32.ts';
import type { Tags } from '../../shared/metric.ts';

/**
 * `gauges.log`: this line, then groups. A group is some records, a line each, and `=` with the CRC-32 of these lines; one
 * whose sum is not right was cut off, or damaged, and counts as not there. Records:
 *
 * - `+7 ["queue.depth",{"env":"prod","metric_type":"gauge"}]`: what 7 is, until the end of the file;
 * - `7 12.5 1700000000000`: its value, and when it was set, epoch milliseconds;
 * - `-7`: it is forgotten.
 */
export const header = 'tidegauge gauges 1';

/** A record's first character, or that of a group's end; a value's has none. */
export const marks = { definition: '+', deletion: '-', sum: '=' } as const;

/** Says what a number stands for. */
export const definition = (id: number, metric: string, tags: Tags) =>
  `${marks.definition}${id} ${JSON.stringify([metric, tags])}\n`;

/** A gauge's value, and its time in epoch milliseconds. */
export const assignment = (id: number, value: number, time: number) => `${id} ${value} ${time}\n`;

/** A gauge is no more. */
export const deletion = (id: number) => `${marks.deletion}${id}\n`;

/** Records with their sum, ready to be written. */
export function group(records: string): Buffer {
  const body = Buffer.from(records);
  return Buffer.concat([body, Buffer.from(`${marks.sum}${crc32(body).toString(16)}\n`)]);
}
