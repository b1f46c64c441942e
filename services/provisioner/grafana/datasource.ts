import { stringify } from 'yaml';
import { formatDuration } from '../../shared/duration.ts';
import { mountPoint } from '../layout.ts';

/** The store as Grafana is to ask it. */
export interface DatasourceOptions {
  readonly url: string;
  readonly database: string;
  /** Milliseconds between two points, the least step of a query. */
  readonly flushInterval: number;
}

/** By what the dashboards name it. */
export const datasourceUid = 'tidegauge';

/** Grafana replaces `$NAME` in these files, and reads `$$` as `$`. */
const literal = (text: string) => text.replaceAll('$', '$$$$');

/**
 * `provisioning/datasources/tidegauge.yaml`: the store by InfluxQL, which 2.x answers for a token in an Authorization header.
 * Grafana reads the token from its file when it starts. https://grafana.com/docs/grafana/latest/datasources/influxdb/
 */
export function datasourceYaml({ url, database, flushInterval }: DatasourceOptions): string {
  return stringify({
    apiVersion: 1,
    datasources: [
      {
        name: 'Tidegauge',
        uid: datasourceUid,
        type: 'influxdb',
        access: 'proxy',
        isDefault: true,
        editable: false,
        url: literal(url),
        jsonData: {
          version: 'InfluxQL',
          dbName: literal(database),
          httpMode: 'POST',
          timeInterval: formatDuration(flushInterval),
          httpHeaderName1: 'Authorization',
        },
        secureJsonData: { httpHeaderValue1: `Token $__file{${mountPoint}/influxdb-token}` },
      },
    ],
  });
}
