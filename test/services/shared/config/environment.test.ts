import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEnvironment } from '../../../../services/shared/config/environment.ts';
import { configKeys, keyName } from '../../../../services/shared/config/tree.ts';

const read = (env: NodeJS.ProcessEnv) => {
  const { overrides, errors } = readEnvironment(env);
  return { values: overrides.map(({ key, value }) => [keyName(key.path), value]), errors };
};

test('every key has a variable of its own', () => {
  assert.equal(new Set(configKeys.map(key => key.variable)).size, configKeys.length);
});

test('values are YAML, but text where the key holds text', () => {
  const env = {
    TIDEGAUGE_STATSD_PORT: '9125',
    TIDEGAUGE_STATSD_UDP: 'false',
    TIDEGAUGE_STATSD_PERCENTILES: '[50, 99.9]',
    TIDEGAUGE_LOGS_RULES: '[{match: x, metric: m}]',
    TIDEGAUGE_HOSTNAME: '12',
    TIDEGAUGE_DATA: '[a',
    TIDEGAUGE_LOG_LEVEL: 'debug',
    TIDEGAUGE_STORE_EMBEDDED_MEMORY_LIMIT: '64MB',
    TIDEGAUGE_STORE_INFLUXDB_TOKEN: '123',
    TIDEGAUGE_LOGS_FILES: '[a',
  };
  assert.deepEqual(read(env), {
    values: [
      ['statsd.port', 9125],
      ['statsd.udp', false],
      ['statsd.percentiles', [50, 99.9]],
      ['logs.rules', [{ match: 'x', metric: 'm' }]],
      ['hostname', '12'],
      ['data', '[a'],
      ['log_level', 'debug'],
      ['store.embedded.memory_limit', '64MB'],
      ['store.influxdb.token', '123'],
      ['logs.files', '[a'],
    ],
    errors: [],
  });
});

test('variables of others, of the tests, the one that names the file, and empty ones are left alone', () => {
  const env = {
    PATH: '/bin',
    TIDEGAUGE: 'x',
    TIDEGAUGE_CONFIG: '/f',
    TIDEGAUGE_TEST_X: '1',
    TIDEGAUGE_STATSD_PORT: '',
  };
  assert.deepEqual(read(env), { values: [], errors: [] });
});

test('a variable that is no key is an error, which names what is near', () => {
  const env = {
    TIDEGAUGE_STORE_INFLUX_TOKEN: 's3cret',
    TIDEGAUGE_STATSD: 'x',
    TIDEGAUGE_: 'x',
    'TIDEGAUGE_\u001b': 'x',
  };
  assert.deepEqual(read(env).errors, [
    'TIDEGAUGE_STORE_INFLUX_TOKEN is no variable of Tidegauge; did you mean TIDEGAUGE_STORE_INFLUXDB_TOKEN (store.influxdb.token)?',
    'TIDEGAUGE_STATSD is no variable of Tidegauge',
    'TIDEGAUGE_ is no variable of Tidegauge',
    'TIDEGAUGE_\\u001b is no variable of Tidegauge',
  ]);
});
