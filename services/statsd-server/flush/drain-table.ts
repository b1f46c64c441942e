import type { Point } from '../../shared/point.ts';
import { deadCode, droppedCode } from '../series/columns.ts';
import type { SeriesTable } from '../series/series-table.ts';
import { fieldsOf } from '../series/settle.ts';

/** The points of every series of a table that is of no use any more, stamped with `time`; what it took of the room is given back. */
export function drainTable(table: SeriesTable, time: number): Point[] {
  const { columns, registry } = table;
  const points: Point[] = [];
  for (let row = 0; row < columns.length; row++) {
    if (columns.types[row] === deadCode || columns.types[row] === droppedCode) continue;
    const fields = fieldsOf(columns, row);
    if (fields) points.push({ metric: columns.metrics[row]!, tags: columns.tags[row]!, fields, time });
    registry.kill(row);
  }
  for (const _ of table.purge(true));
  return points;
}
