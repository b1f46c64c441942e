import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { loadConfig } from '../../../../services/shared/config/load.ts';
import type { Config } from '../../../../services/shared/config/schema.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

/** The configuration that a file says, or its errors with the directory of the file left out. */
async function load(t: TestContext, text: string, env: NodeJS.ProcessEnv = {}): Promise<Config | string[]> {
  const directory = await scratchDirectory(t);
  const path = join(directory, 'tidegauge.yaml');
  await writeFile(path, text);
  const outcome = loadConfig({ path, env });
  return outcome.ok ? outcome.value : outcome.reason.map(line => line.replace(`${directory}/`, ''));
}

async function loadValid(t: TestContext, text: string, env?: NodeJS.ProcessEnv): Promise<Config> {
  const config = await load(t, text, env);
  assert.ok(!Array.isArray(config), String(config));
  return config;
}

const defaults = () => {
  const outcome = loadConfig({ path: undefined, env: {} });
  assert.ok(outcome.ok);
  return outcome.value;
};

test('without a file everything has its default', () => {
  const { statsd, store, hostname } = defaults();
  assert.deepEqual([statsd.port, statsd.flush_interval, statsd.percentiles], [8125, 10_000, [90, 95, 99]]);
  assert.deepEqual([store.embedded.memory_limit, store.keep_10m], [48_000_000, 31_536_000_000]);
  assert.equal(hostname, undefined);
});

test('an empty file, one of comments, and sections and keys without values say nothing', async t => {
  for (const text of ['', '# nothing\n', '---\n', '{}', '\ufeff\r\n', 'statsd:\nstore:\n  embedded:\nweb:\n  port:\n'])
    assert.deepEqual(await load(t, text), defaults(), JSON.stringify(text));
});

test('a file says what is different', async t => {
  const { statsd, store, web } = await loadValid(
    t,
    'statsd: {port: 0x1fbd, flush_interval: 1m}\nstore:\n  embedded:\n    memory_limit: 64MiB\n',
  );
  assert.deepEqual(statsd, { ...defaults().statsd, port: 8125, flush_interval: 60_000 });
  assert.equal(store.embedded.memory_limit, 67_108_864);
  assert.deepEqual(web, defaults().web);
});

test('all errors are said at once, each with its line, key, value and what is allowed', async t => {
  const text = `hostname: 12
log_level: loud
statsd:
  port: 99999
  udp: yes
  flush_interval: 7s
  idle_timeout: 5 minutes
  percentiles: [90, 90, 200]
store:
  keep_raw: 30d
  embedded: {memory_limit: 1KB}
host: 5
web: [1]
containers:
  engine: tcp://docker
`;
  assert.deepEqual(await load(t, text), [
    'tidegauge.yaml:1: hostname is "12", must be text of at most 253 characters, not empty (in quotation marks)',
    'tidegauge.yaml:2: log_level is "loud", must be one of debug, info, warn, error',
    'tidegauge.yaml:4: statsd.port is "99999", must be a whole number from 0 to 65535',
    'tidegauge.yaml:5: statsd.udp is "yes", must be true or false',
    'tidegauge.yaml:6: statsd.flush_interval is "7s", must be whole seconds that divide an hour, as 10s does',
    'tidegauge.yaml:8: statsd.percentiles[2] is "200", must be a number above 0 and below 100',
    'tidegauge.yaml:8: statsd.percentiles must be a list in which no percentile is twice',
    'tidegauge.yaml:7: statsd.idle_timeout is "5 minutes", must be a number and a unit (ms, s, m, h, d, w, y) from 1s to 100y',
    'tidegauge.yaml:11: store.embedded.memory_limit is "1KB", must be a number and a unit (B, KB, MB, GB, KiB, MiB, GiB) from 32MB to 64GB',
    'tidegauge.yaml:10: store must be such that keep_raw is not longer than keep_1m, nor keep_1m longer than keep_10m',
    'tidegauge.yaml:12: host is "5", must be a map of keys',
    'tidegauge.yaml:15: containers.engine is "tcp://docker", must be the path of a socket, or an address with unix://, http:// or https://',
    'tidegauge.yaml:13: web is a list, must be a map of keys',
  ]);
});

test('an unknown key is told with the nearest one', async t => {
  const text =
    'statsd: {prot: 1, __proto__: 2}\nport: 1\nconstructor: 1\nlogs: {rules: [{match: x, metric: m, vlue: 1}]}\n';
  assert.deepEqual(await load(t, text), [
    'tidegauge.yaml:1: statsd.prot is not a key; did you mean statsd.port?',
    'tidegauge.yaml:1: statsd.__proto__ is not a key',
    'tidegauge.yaml:4: logs.rules[0].vlue is not a key; did you mean logs.rules[0].value?',
    'tidegauge.yaml:2: port is not a key; did you mean statsd.port or statsd.prometheus.port or statsd.management.port or statsd.running.port or logs.inspection.port or web.port?',
    'tidegauge.yaml:3: constructor is not a key',
  ]);
});

test('text from the file is made fit for a terminal', async t => {
  assert.deepEqual(await load(t, '"a\\e[2J": 1\nstatsd: {host: 8, port: "\\u202e\\n"}\n'), [
    'tidegauge.yaml:2: statsd.host is "8", must be text, not empty (in quotation marks)',
    'tidegauge.yaml:2: statsd.port is "\\u202e\\n", must be a whole number from 0 to 65535',
    'tidegauge.yaml:1: a\\u001b[2J is not a key',
  ]);
});

test('a rule needs an expression that compiles, and groups that it has', async t => {
  const text = `logs:
  rules:
    - match: '('
      metric: 1 2
      type: gauge
    - {match: '(?<a>x)(?<=y)', metric: m, value: b, tags: [a, c]}
    - {match: x, metric: m, tags: [a, a]}
    - {metric: m}
`;
  const name =
    'a name of at most 200 letters, digits, dots, dashes and underscores that begins with a letter or underscore';
  assert.deepEqual(await load(t, text), [
    `tidegauge.yaml:4: logs.rules[0].metric is "1 2", must be ${name}`,
    'tidegauge.yaml:3: logs.rules[0].match is "(", must be a regular expression of JavaScript',
    'tidegauge.yaml:3: logs.rules[0].value is left out, must be the group of match that holds the gauge',
    'tidegauge.yaml:6: logs.rules[1].value is "b", must be a named group of match (a)',
    'tidegauge.yaml:6: logs.rules[1].tags[1] is "c", must be a named group of match (a)',
    'tidegauge.yaml:7: logs.rules[2].tags must be a list in which no group is twice',
    'tidegauge.yaml:7: logs.rules[2].tags[0] is "a", must be a named group of match (it has none)',
    'tidegauge.yaml:7: logs.rules[2].tags[1] is "a", must be a named group of match (it has none)',
    'tidegauge.yaml:8: logs.rules[3].match is left out, must be a regular expression, or json or logfmt given instead',
  ]);
});

test('InfluxDB needs one token, and no message shows it', async t => {
  const needed = 'the path of a file with a token, without which InfluxDB takes no points (or token that token)';
  assert.deepEqual(await load(t, 'store: {type: influxdb}'), [
    `tidegauge.yaml:1: store.influxdb.token_file is left out, must be ${needed}`,
  ]);
  const hidden = 'store.influxdb.token has a value that is not shown, it must be';
  assert.deepEqual(await load(t, 'store: {influxdb: {token: s3cret, token_file: /t}}'), [
    `tidegauge.yaml:1: ${hidden} left out where token_file is given`,
  ]);
  assert.deepEqual(await load(t, 'store: {influxdb: {token: [s3cret]}}'), [
    `tidegauge.yaml:1: ${hidden} text, not empty`,
  ]);
  assert.deepEqual(await load(t, 'store: {influxdb: {url: "http://me:s3cret@host"}}'), [
    'tidegauge.yaml:1: store.influxdb.url is "http://…@host", must be an http or https address without a user name or password',
  ]);
  const { store } = await loadValid(t, '', {
    TIDEGAUGE_STORE_TYPE: 'influxdb',
    TIDEGAUGE_STORE_INFLUXDB_TOKEN: 's3cret',
  });
  assert.equal(store.influxdb.token, 's3cret');
});

test('the pages and StatsD cannot have one port', async t => {
  assert.deepEqual(await load(t, 'statsd:\n  host: 0.0.0.0\n  port: 8080\n'), [
    'web.port is left out, must be another one than statsd.port',
  ]);
  await loadValid(t, 'statsd: {port: 8080, tcp: false}');
  await loadValid(t, 'statsd: {port: 8080, host: 192.0.2.1}');
  await loadValid(t, 'statsd: {port: 0}\nweb: {port: 0}');
});

test('what is not YAML is told by its line, with nothing of its text but a key', async t => {
  assert.deepEqual(await load(t, 'a: 1\na: 2\nb: "x\n'), [
    'tidegauge.yaml:2: Map keys must be unique: "a" is there twice',
    'tidegauge.yaml:4: Missing closing "quote',
  ]);
  assert.deepEqual(await load(t, 'token: *s3cret'), [
    'tidegauge.yaml: Unresolved alias (the anchor must be set before the alias)',
  ]);
  assert.deepEqual(await load(t, 'token: !s3cret x'), ['tidegauge.yaml:1: Unresolved tag']);
  assert.deepEqual(await load(t, '- a'), ['tidegauge.yaml:1: the configuration is a list, must be a map of keys']);
  assert.equal(((await load(t, 'a: 1\n---\nb: 1\n')) as string[]).length, 1);
});

test('a file that would become enormous is refused', async t => {
  const tenfold = (name: string, of: string) => `${name}: &${name} [${Array(10).fill(of)}]\n`;
  const bomb = tenfold('a', 'x') + tenfold('b', '*a') + tenfold('c', '*b') + tenfold('d', '*c');
  assert.deepEqual(await load(t, bomb), [
    'tidegauge.yaml: Excessive alias count indicates a resource exhaustion attack',
  ]);
  assert.deepEqual(await load(t, ' '.repeat(1_048_577)), [
    'tidegauge.yaml is 1048577 bytes long, at most 1048576 are read',
  ]);
  const deep = await load(t, '['.repeat(100_000));
  assert.ok(Array.isArray(deep) && deep.length <= 20);
});

test('a file that cannot be read is told', async t => {
  const path = await scratchDirectory(t);
  assert.deepEqual(loadConfig({ path, env: {} }), { ok: false, reason: [`${path} is a directory, not a file`] });
  const gone = join(path, 'gone.yaml');
  assert.deepEqual(loadConfig({ path: gone, env: {} }), {
    ok: false,
    reason: [`${gone} cannot be read: ENOENT: no such file or directory, stat '${gone}'`],
  });
});

test('a variable goes before the file, and an error of its value names it', async t => {
  const { statsd, web } = await loadValid(t, 'statsd: {port: 1, host: a}', { TIDEGAUGE_STATSD_PORT: '2' });
  assert.deepEqual([statsd.port, statsd.host, web.port], [2, 'a', 8080]);
  const env = { TIDEGAUGE_STATSD_PORT: 'many', TIDEGAUGE_LOGS_FILES: '[a, 3]', TIDEGAUGE_STATSD_PRT: '1' };
  assert.deepEqual(await load(t, 'statsd:\n  port: 1\n  host: 7\n', env), [
    'tidegauge.yaml:3: statsd.host is "7", must be text, not empty (in quotation marks)',
    'TIDEGAUGE_STATSD_PORT: statsd.port is "many", must be a whole number from 0 to 65535',
    'TIDEGAUGE_LOGS_FILES: logs.files[1] is "3", must be text, not empty (in quotation marks)',
    'TIDEGAUGE_STATSD_PRT is no variable of Tidegauge; did you mean TIDEGAUGE_STATSD_PORT (statsd.port)?',
  ]);
  assert.deepEqual(await load(t, 'statsd: 5', { TIDEGAUGE_STATSD_PORT: '2' }), [
    'tidegauge.yaml:1: statsd is "5", must be a map of keys',
  ]);
});

test('a service may know of further errors', () => {
  const check = (config: Config) => (config.statsd.port === 8125 ? ['statsd.port is taken'] : []);
  assert.deepEqual(loadConfig({ path: undefined, env: {}, check }), { ok: false, reason: ['statsd.port is taken'] });
  assert.ok(loadConfig({ path: undefined, env: { TIDEGAUGE_STATSD_PORT: '1' }, check }).ok);
});
