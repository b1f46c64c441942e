import type { Point } from '../../../point.ts';
import type { WriteOutcome } from '../../metric-store.ts';
import { identifier, timeCondition } from '../influxql.ts';
import type { Ask, Rows, Stream } from '../reader.ts';
import { eventsMeasurement, metricTags } from '../stored-names.ts';
import { type rawRows, rolledFields } from './summary.ts';

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

/** Measurements in one request: each is a statement of its own, because `FROM /.*\/` has every series answer the fields of all. */
const mostStatements = 100;
/** Points in memory at most: they are written, and the rest of the answer waits. */
const mostPoints = 5000;

/** The measurements of metrics that there are to roll up. */
async function readMeasurements({ ask }: RollUpStep): Promise<string[]> {
  const rows = await ask('SHOW FIELD KEYS');
  return [...new Set(rows.flatMap(({ name }) => (name === undefined || name === eventsMeasurement ? [] : name)))];
}

/** Rolls up the window that begins at `start`, in one pass over its points. Rejects when InfluxDB does not answer or take it. */
export async function rollUpWindow(step: RollUpStep, start: number): Promise<void> {
  // Asked anew for each window: one that came after would be missed.
  const measurements = await readMeasurements(step);
  let points: Point[] = [];
  const write = async () => {
    const outcome = await step.write(points);
    if (!outcome.ok) throw new Error(outcome.reason.message);
    points = [];
  };
  const range = timeCondition(start, start + step.width);
  for (let first = 0; first < measurements.length; first += mostStatements) {
    const statements = measurements
      .slice(first, first + mostStatements)
      .map(name => `SELECT * FROM ${identifier(name)} WHERE ${range} GROUP BY *`);
    for await (const rows of wholeSeries(step.stream(statements.join(';')))) {
      const fields = rolledFields(rows, step.rows);
      if (Object.keys(fields).length > 0) points.push(pointOf(rows, fields, start));
      if (points.length >= mostPoints) await write();
    }
  }
  if (points.length > 0) await write();
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
