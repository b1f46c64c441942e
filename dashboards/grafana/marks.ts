import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type AnnotationQuery, AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { levelsByLook } from '../../services/shared/event.ts';
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

const levelIn = (levels: readonly string[]) => `"level" =~ /^(${levels.join('|')})$/`;

/** Grafana has one colour for each query of annotations. The last are all others, those without a level too. */
const looks: readonly { readonly name: string; readonly colour: string; readonly condition: string }[] = [
  { name: 'Errors', colour: 'red', condition: levelIn(levelsByLook.bad) },
  { name: 'Warnings', colour: 'orange', condition: levelIn(levelsByLook.warn) },
  { name: 'Successes', colour: 'green', condition: levelIn(levelsByLook.good) },
  { name: 'Events', colour: 'purple', condition: levelIn(Object.values(levelsByLook).flat()).replace('=~', '!~') },
];

/** Events as annotations with switches in sight, those of what the variables leave. They are kept at one resolution only. */
export function marks({ variables }: Dashboard): Builder<AnnotationQuery>[] {
  return looks.map(({ name, colour, condition }) => {
    const conditions = ['$timeFilter', condition, ...chosen(variables)].join(' AND ');
    const target: EventsQuery = {
      refId: name,
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
      .name(name)
      .datasource(datasource)
      .enable(true)
      .iconColor(colour)
      .target({ build: () => target })
      .build();
    return { build: () => annotation };
  });
}
