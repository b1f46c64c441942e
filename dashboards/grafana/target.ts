import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import type { Panel, PanelQuery, Variable } from '../model.ts';
import { datasource } from './datasource.ts';
import { statementOf } from './statement.ts';

/** A query as Grafana's InfluxDB datasource keeps it; the SDK has no type for it. */
export interface InfluxQuery extends Dataquery {
  readonly refId: string;
  readonly datasource: DataSourceRef;
  readonly rawQuery: true;
  readonly resultFormat: 'time_series' | 'table';
  readonly query: string;
  /** Names a line: `$tag_mode` is the tag's value. */
  readonly alias?: string;
}

/** Grafana calls a panel's queries A, B, …: no panel has more than 26. */
const refIdOf = (index: number) => String.fromCharCode('A'.charCodeAt(0) + index);

/** A panel's query number `index` for the SDK's panels. */
export function target(
  query: PanelQuery,
  index: number,
  panel: Panel,
  variables: readonly Variable[],
): Builder<Dataquery> {
  const built: InfluxQuery = {
    refId: refIdOf(index),
    datasource,
    rawQuery: true,
    resultFormat: 'time_series',
    query: statementOf(query, panel, variables),
    alias: query.label.replace(/\{\{(\w+)\}\}/g, (_, tag: string) => `$tag_${tag}`),
    _implementsDataqueryVariant() {},
  };
  return { build: () => built };
}
