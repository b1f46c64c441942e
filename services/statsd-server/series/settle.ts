import type { Config } from '../../shared/config/schema.ts';
import type { Fields } from '../aggregation/aggregate.ts';
import type { TypeCode } from '../parser/metric-line.ts';
import { counterCode, gaugeCode, setCode } from '../parser/type-code.ts';
import type { SeriesColumns } from './columns.ts';

/** What a series without values does, by its type. */
export type Idle = 'skip' | 'zero' | 'keep' | 'delete';

/** What an interval that is over amounts to for the series, which got something in it. */
export function fieldsOf(columns: SeriesColumns, row: number): Fields | undefined {
  const aggregate = columns.aggregates[row];
  return aggregate ? aggregate.flush() : { value: columns.values[row]! };
}

/** The same for a series that got nothing; undefined when it tells nothing. */
export function idleFieldsOf(columns: SeriesColumns, row: number, idle: Idle): Fields | undefined {
  if (idle === 'keep') return { value: columns.values[row]! };
  if (idle !== 'zero') return undefined;
  return columns.aggregates[row]?.zero() ?? { value: 0 };
}

/** As configured. */
export function idleOf(type: TypeCode, { idle, delete_idle }: Pick<Config['statsd'], 'idle' | 'delete_idle'>): Idle {
  if (delete_idle) return 'delete';
  if (type === counterCode) return idle.counters;
  if (type === gaugeCode) return idle.gauges;
  return type === setCode ? idle.sets : idle.timings;
}
