import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../../../../../services/shared/config/load.ts';

/** What is wrong with this section, each without the name of the section. */
function faults(section: Record<string, string>): string[] {
  const variables = Object.entries(section).map(([key, value]) => [`TIDEGAUGE_STATSD_${key.toUpperCase()}`, value]);
  const loaded = loadConfig({ path: undefined, env: Object.fromEntries(variables) });
  return loaded.ok ? [] : loaded.reason.map(line => line.replace(/^\w+: statsd\./, ''));
}

test('readers are a number or auto', () => {
  for (const readers of ['auto', '0', '16']) assert.deepEqual(faults({ readers }), [], readers);
  for (const readers of ['many', '17', '1.5'])
    assert.deepEqual(faults({ readers }), [`readers is "${readers}", must be auto or a whole number from 0 to 16`]);
});

test('bins are numbers in ascending order, of which the last may be inf', () => {
  assert.deepEqual(faults({ histogram: '[-5, 0.5, 10, inf]' }), []);
  assert.deepEqual(faults({ histogram: '[10, few]' }), ['histogram[1] is "few", must be a number or inf']);
  assert.deepEqual(faults({ histogram: '10' }), [
    'histogram is "10", must be a list of at most 50, each a number or inf',
  ]);
  for (const histogram of ['[10, 5]', '[inf, 5]', '[5, 5]'])
    assert.deepEqual(faults({ histogram }), [
      'histogram must be numbers in ascending order, of which the last may be inf',
    ]);
});

test('a prefix stands before names as it is, but for control characters, which no name has', () => {
  assert.deepEqual(faults({ prefix: 'prod eu/' }), []);
  assert.deepEqual(faults({ prefix: 'a\nb' }), ['prefix is "a\\nb", must be text without control characters']);
});

test('servers to repeat to are told by their place in the list, with an example', () => {
  const address = (scheme: string, port: number) =>
    `a host and a port from 1 to 65535, as ${scheme}://10.0.0.5:${port}, or with an IPv6 address ${scheme}://[::1]:${port}`;
  assert.deepEqual(faults({ repeat: '["udp://10.0.0.5:8125", "10.0.0.5:8125"]' }), [
    `repeat[1] is "10.0.0.5:8125", must be udp:// or tcp://, ${address('udp', 8125)}`,
  ]);
  assert.deepEqual(faults({ repeat: '["udp://localhost:8125"]' }), [
    'repeat[0] is "udp://localhost:8125", must be another server than this one, which would get its own lines for ever',
  ]);
  assert.deepEqual(faults({ graphite_server: 'graphite' }), [
    `graphite.server is "graphite", must be tcp://, ${address('tcp', 2003)}`,
  ]);
});
