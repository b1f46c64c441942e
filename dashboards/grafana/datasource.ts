import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';

/** The InfluxDB that the provisioner makes known to Grafana under this fixed uid. */
export const datasource: DataSourceRef = { type: 'influxdb', uid: 'tidegauge' };

/** A dashboard's uid in Grafana: fixed for ever, and apart from those of others. */
export const grafanaUid = (uid: string) => `tidegauge-${uid}`;
