import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { eventsMeasurement } from '../../services/shared/store/influxdb/stored-names.ts';
import { common, type PanelPlace } from './common.ts';
import { chosen } from './conditions.ts';
import { datasource } from './datasource.ts';
import type { InfluxQuery } from './target.ts';

/** More rows than these are not read. */
const mostRows = 50;

/** A table of events with their texts, newest first. They are kept at one resolution only. */
export function events(place: PanelPlace): PanelBuilder {
  const { panel, dashboard } = place;
  const begin = (panel.titled ?? '').replace(/[\\/^$.*+?()[\]{}|]/g, '\\$&');
  const conditions = ['$timeFilter', `"title" =~ /^${begin}/`, ...chosen(dashboard.variables)].join(' AND ');
  const target: InfluxQuery = {
    refId: 'A',
    datasource,
    rawQuery: true,
    resultFormat: 'table',
    query: `SELECT "title", "text" FROM "10m"."${eventsMeasurement}" WHERE ${conditions} ORDER BY time DESC LIMIT ${mostRows}`,
    _implementsDataqueryVariant() {},
  };
  return common(new PanelBuilder(), place).targets([{ build: () => target }]);
}
