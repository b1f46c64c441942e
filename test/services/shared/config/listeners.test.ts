import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../../../../services/shared/config/load.ts';

/** What is wrong with these settings, by variables as `TIDEGAUGE_WEB_PORT`. */
function faults(env: Record<string, string>): string[] {
  const loaded = loadConfig({ path: undefined, env });
  return loaded.ok ? [] : loaded.reason;
}

test('by default every listener has a port of its own', () => {
  assert.deepEqual(faults({ TIDEGAUGE_STATSD_PROMETHEUS_ENABLED: 'true' }), []);
});

test('two listeners cannot have one port', () => {
  assert.deepEqual(faults({ TIDEGAUGE_WEB_PORT: '8125' }), [
    'TIDEGAUGE_WEB_PORT: web.port is "8125", must be another one than statsd.port',
  ]);
  assert.deepEqual(faults({ TIDEGAUGE_STATSD_MANAGEMENT_PORT: '8080' }), [
    'TIDEGAUGE_STATSD_MANAGEMENT_PORT: statsd.management.port is "8080", must be another one than web.port',
  ]);
  assert.deepEqual(faults({ TIDEGAUGE_STATSD_PROMETHEUS_ENABLED: 'true', TIDEGAUGE_STATSD_PROMETHEUS_PORT: '8126' }), [
    'TIDEGAUGE_STATSD_PROMETHEUS_PORT: statsd.prometheus.port is "8126", must be another one than statsd.management.port',
  ]);
});

test('an address that is every address collides with each', () => {
  assert.equal(faults({ TIDEGAUGE_WEB_PORT: '8125', TIDEGAUGE_WEB_HOST: '0.0.0.0' }).length, 1);
  assert.equal(faults({ TIDEGAUGE_WEB_PORT: '8125', TIDEGAUGE_WEB_HOST: 'localhost' }).length, 1);
});

test('one port may be had at two addresses, by what is switched off, and where the system chooses', () => {
  assert.deepEqual(faults({ TIDEGAUGE_WEB_PORT: '8125', TIDEGAUGE_WEB_HOST: '192.0.2.1' }), []);
  assert.deepEqual(faults({ TIDEGAUGE_WEB_PORT: '8125', TIDEGAUGE_WEB_ENABLED: 'false' }), []);
  assert.deepEqual(faults({ TIDEGAUGE_WEB_PORT: '8125', TIDEGAUGE_STATSD_TCP: 'false' }), []);
  assert.deepEqual(faults({ TIDEGAUGE_STATSD_PROMETHEUS_PORT: '8080' }), []);
  assert.deepEqual(faults({ TIDEGAUGE_WEB_PORT: '0', TIDEGAUGE_STATSD_PORT: '0' }), []);
});

test('the server does not repeat to itself', () => {
  const loop = (target: string, host = '127.0.0.1') =>
    faults({ TIDEGAUGE_STATSD_REPEAT: `["${target}"]`, TIDEGAUGE_STATSD_HOST: host }).length;
  assert.equal(loop('udp://127.0.0.1:8125'), 1);
  assert.equal(loop('tcp://localhost:8125'), 1);
  assert.equal(loop('udp://[::1]:8125', '0.0.0.0'), 1);
  assert.equal(loop('udp://127.0.0.1:8124'), 0);
  assert.equal(loop('udp://192.0.2.1:8125', '0.0.0.0'), 0);
});

test('what tells the pages of logs needs a port of its own once it listens', () => {
  const env = { TIDEGAUGE_LOGS_INSPECTION_PORT: '8125' };
  assert.deepEqual(faults(env), []);
  assert.deepEqual(faults({ ...env, TIDEGAUGE_LOGS_INSPECTION_ENABLED: 'true' }), [
    'TIDEGAUGE_LOGS_INSPECTION_PORT: logs.inspection.port is "8125", must be another one than statsd.port',
  ]);
});
