import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type AnnotationQuery, AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { eventsMeasurement } from '../../services/shared/store/influxdb/stored-names.ts';
import type { Dashboard } from '../model.ts';
import { chosen } from './conditions.ts';
import { datasource } from './datasource.ts';
import type { InfluxQuery } from './target.ts';

/** What a query for annotations says besides; the SDK's annotations have no room for the columns. */
interface EventsQuery extends InfluxQuery {
  readonly fromAnnotations: true;
  readonly titleColumn: string;
  readonly textColumn: string;
  readonly tagsColumn: string;
}

/** More marks than these hide the chart, and slow the browser down: the newest are shown. */
const mostMarks = 1000;

/** Events as annotations with a switch in sight, those of what the variables leave. They are kept at one resolution only. */
export function marks({ variables }: Dashboard): Builder<AnnotationQuery> {
  const conditions = ['$timeFilter', ...chosen(variables)].join(' AND ');
  const target: EventsQuery = {
    refId: 'Events',
    datasource,
    fromAnnotations: true,
    rawQuery: true,
    resultFormat: 'table',
    query: `SELECT "title", "text", "tags" FROM "10m"."${eventsMeasurement}" WHERE ${conditions} ORDER BY time DESC LIMIT ${mostMarks}`,
    titleColumn: 'title',
    textColumn: 'text',
    tagsColumn: 'tags',
    _implementsDataqueryVariant() {},
  };
  const { placement: _menu, ...annotation } = new AnnotationQueryBuilder()
    .name('Events')
    .datasource(datasource)
    .enable(true)
    .iconColor('purple')
    .target({ build: () => target })
    .build();
  return { build: () => annotation };
}
