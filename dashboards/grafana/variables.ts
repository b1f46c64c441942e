import {
  QueryVariableBuilder,
  type VariableModel,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { identifier, literal } from '../../services/shared/store/influxdb/influxql.ts';
import { measurementName, metricTags } from '../../services/shared/store/influxdb/stored-names.ts';
import type { Variable } from '../model.ts';
import { datasource } from './datasource.ts';
import { resolution } from './resolution.ts';

type TagVariable = Extract<Variable, { kind: 'tag' }>;
type MetricVariable = Extract<Variable, { kind: 'metric' }>;

/** Those with a point in the range: InfluxDB's SHOW TAG VALUES would list for years what is long gone. */
function tagQuery({ tag, metric }: TagVariable): string {
  const name = identifier(metricTags.stored(tag));
  const points = `SELECT last("value") FROM ${identifier(resolution)}.${identifier(measurementName(metric))} WHERE $timeFilter AND ${name} != '' GROUP BY ${name}`;
  return `SELECT ${name} FROM (${points})`;
}

/** For all, not the list of those seen: series without the tag belong to it, and the query stays short. */
const anyValue = '.*';

function tagVariable(variable: TagVariable): VariableModel {
  const builder = new QueryVariableBuilder(variable.name)
    .label(variable.label)
    .datasource(datasource)
    .query(tagQuery(variable))
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);
  if (variable.required) return builder.build();
  return builder
    .multi(true)
    .includeAll(true)
    .allValue(anyValue)
    .current({ text: ['All'], value: ['$__all'] })
    .build();
}

/**
 * Grafana's filter of a variable's values, a regular expression of JavaScript: all but those listed, and those that
 * would end the quotation marks of a statement.
 */
function excluding(names: readonly string[]): string {
  const patterns = names.map(name => {
    const measurement = measurementName(name).replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&');
    return name.endsWith('.') ? measurement : `${measurement}$`;
  });
  const others = patterns.length === 0 ? '' : `(?!${patterns.join('|')})`;
  return `/^${others}[^"\\\\]*$/`;
}

function metricVariable({ name, label, metricType, exclude }: MetricVariable): VariableModel {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(datasource)
    .query(`SHOW MEASUREMENTS WHERE "metric_type" = ${literal(metricType)}`)
    .regex(excluding(exclude))
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .current({ text: ['All'], value: ['$__all'] })
    .build();
}

/** What the reader can choose from, as Grafana's variables. */
export function grafanaVariable(variable: Variable): VariableModel {
  return variable.kind === 'tag' ? tagVariable(variable) : metricVariable(variable);
}
