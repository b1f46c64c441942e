import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datasourceYaml } from '../../../../services/provisioner/grafana/datasource.ts';

test('the store as a datasource of Grafana, its token in a file', () => {
  assert.equal(
    datasourceYaml({ url: 'http://influxdb:8086', database: 'metrics', flushInterval: 10_000 }),
    `apiVersion: 1
datasources:
  - name: Tidegauge
    uid: tidegauge
    type: influxdb
    access: proxy
    isDefault: true
    editable: false
    url: http://influxdb:8086
    jsonData:
      version: InfluxQL
      dbName: metrics
      httpMode: POST
      timeInterval: 10s
      httpHeaderName1: Authorization
    secureJsonData:
      httpHeaderValue1: Token $__file{/etc/tidegauge/influxdb-token}
`,
  );
});

test('a $ of the configuration is no variable for Grafana', () => {
  const yaml = datasourceYaml({ url: 'http://influxdb:8086/$a', database: 'a$b', flushInterval: 10_000 });
  assert.match(yaml, /url: http:\/\/influxdb:8086\/\$\$a\n/);
  assert.match(yaml, /dbName: a\$\$b\n/);
});
