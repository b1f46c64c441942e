import type { Point } from '../../../point.ts';
import type { TimeRange } from '../../query.ts';
import { identifier, timeCondition } from '../influxql.ts';
import type { Rows } from '../reader.ts';
import { eventsMeasurement, metricTags } from '../stored-names.ts';
import type { RollUpStep } from './step.ts';
import { rolledFields } from './summary.ts';

/** Measurements in one request: each is a statement of its own, because `FROM /.*\/` has every series answer the fields of all. */
const mostStatements = 100;
/** Points in memory at most: they are written, and the rest of the answer waits. */
const mostPoints = 5000;

/** The measurements of metrics that there are to roll up. */
async function readMeasurements({ ask }: RollUpStep): Promise<string[]> {
  const rows = await ask('SHOW FIELD KEYS');
  return [...new Set(rows.flatMap(({ name }) => (name === undefined || name === eventsMeasurement ? [] : name)))];
}

/** The series that a range holds, by requests of many statements. `ending` ends each of these. */
async function* readRange(step: RollUpStep, { from, to }: TimeRange, ending: string): AsyncGenerator<Rows> {
  // Asked anew each time: a measurement that came after would be missed.
  const measurements = await readMeasurements(step);
  const range = timeCondition(from, to);
  for (let first = 0; first < measurements.length; first += mostStatements) {
    const statements = measurements
      .slice(first, first + mostStatements)
      .map(name => `SELECT * FROM ${identifier(name)} WHERE ${range} ${ending}`);
    yield* step.stream(statements.join(';'));
  }
}

/**
 * Rolls up the window that begins at `start`, in one pass over its points, and answers whether it had any. Rejects when
 * InfluxDB does not answer or take it.
 */
export async function rollUpWindow(step: RollUpStep, start: number): Promise<boolean> {
  let points: Point[] = [];
  let found = false;
  const write = async () => {
    const outcome = await step.write(points);
    if (!outcome.ok) throw new Error(outcome.reason.message);
    points = [];
  };
  for await (const rows of wholeSeries(readRange(step, { from: start, to: start + step.width }, 'GROUP BY *'))) {
    found = true;
    const fields = rolledFields(rows, step.rows);
    if (Object.keys(fields).length > 0) points.push(pointOf(rows, fields, start));
    if (points.length >= mostPoints) await write();
  }
  if (points.length > 0) await write();
  return found;
}

/** The time of the oldest point of a range, or the range's end when it has none. */
export async function firstTime(step: RollUpStep, range: TimeRange): Promise<number> {
  let first = range.to;
  for await (const { values = [] } of readRange(step, range, 'LIMIT 1')) {
    for (const [time] of values) first = Math.min(first, Number(time));
  }
  return first;
}

const pointOf = ({ name = '', tags = {} }: Rows, fields: Point['fields'], time: number): Point => ({
  metric: name,
  tags: Object.fromEntries(Object.entries(tags).map(([tag, value]) => [metricTags.read(tag), value])),
  fields,
  time,
});

/** Puts the pieces of a series together again: InfluxDB cuts those with more than 10000 rows. */
async function* wholeSeries(stream: AsyncIterable<Rows>): AsyncGenerator<Rows> {
  let values: Rows['values'] = [];
  for await (const rows of stream) {
    values = [...values, ...(rows.values ?? [])];
    if (rows.partial) continue;
    yield { ...rows, values };
    values = [];
  }
}
