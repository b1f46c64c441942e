import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createTidegauge } from '../support/tidegauge.ts';
import { until } from '../support/until.ts';

const startFile = fileURLToPath(new URL('../../tools/start.mjs', import.meta.url));

/** Runs the process to its end. */
function run(directory: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const result = spawnSync(process.execPath, [startFile, ...argv], {
    cwd: directory,
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...process.env, ...env },
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

test('--check says what is wrong with a configuration, all of it, and starts nothing', async t => {
  const { directory } = await createTidegauge(t);
  const file = join(directory, 'tidegauge.yaml');
  assert.deepEqual(run(directory, ['--check']), { code: 0, out: `The configuration is valid: ${file}\n`, err: '' });

  await writeFile(
    file,
    'statsd:\n  port: 99999\n  flush_intervall: 10s\nlogs:\n  rules:\n    - match: "a(?=b)"\n      metric: m\n',
  );
  const { code, err } = run(directory, ['--check']);
  assert.equal(code, 2);
  assert.match(err, /statsd\.port is "99999", must be a whole number from 0 to 65535/);
  assert.match(err, /statsd\.flush_intervall is not a key.*flush_interval/);

  await writeFile(file, 'logs:\n  rules:\n    - match: "a(?=b)"\n      metric: m\n');
  assert.match(run(directory, ['--check']).err, /logs\.rules\[0\]\.match/);

  await writeFile(file, 'statsd: {port: [\n');
  assert.equal(run(directory, ['--check']).code, 2);
  assert.match(
    run(directory, ['--check'], { TIDEGAUGE_STATSD_PROT: '1' }).err,
    /TIDEGAUGE_STATSD_PROT.*TIDEGAUGE_STATSD_PORT/,
  );
  assert.match(run(directory, ['--chekc']).err, /--chekc/);
  assert.match(run(directory, ['--config', 'absent.yaml']).err, /absent\.yaml/);
  assert.match(run(directory, ['--help']).out, /--check/);
});

test('a data directory that cannot be had ends it at once, with the reason', async t => {
  const tidegauge = await createTidegauge(t);
  const data = join(tidegauge.directory, 'a-file', 'data');
  await writeFile(join(tidegauge.directory, 'a-file'), '');
  await tidegauge.configure({ data });
  const { code, err } = run(tidegauge.directory, []);
  assert.equal(code, 1);
  assert.match(err, new RegExp(`cannot write to the directory ${data}`));
});

test('a damaged database is kept aside, and a fresh one begun', async t => {
  const tidegauge = await createTidegauge(t);
  const data = join(tidegauge.directory, 'data');
  await mkdir(data);
  await writeFile(join(data, 'metrics.duckdb'), 'rubbish'.repeat(5000));
  await tidegauge.start();
  assert.equal(readdirSync(data).filter(name => name.startsWith('metrics.duckdb.damaged-')).length, 1);
  assert.match(tidegauge.output(), /metrics\.duckdb\.damaged-/);
});

test('points survive a kill, and what a packet of garbage or a huge line holds stops nothing', async t => {
  const tidegauge = await createTidegauge(t);
  const logs = join(tidegauge.directory, 'logs');
  await mkdir(logs);
  await tidegauge.start();
  const socket = createSocket('udp4');
  t.after(() => socket.close());
  const send = (packet: Buffer | string) => socket.send(packet, tidegauge.statsdPort, '127.0.0.1');
  for (let index = 0; index < 50; index++)
    send(Buffer.from(Array.from({ length: 200 }, (_, at) => (at * 31 + index * 17) & 0xff)));
  for (const line of ['constructor:1|ms', '__proto__:1|c|#__proto__:x', 'toString:1|s', 'a:1|c|@Infinity']) send(line);
  const odd = join(logs, 'odd.log');
  await writeFile(
    odd,
    Buffer.concat([Buffer.alloc(10_000_000, 'x'), Buffer.from('\n\0\0\xff\xfe\n\x1b[31mred\n', 'latin1')]),
  );
  send('alive:1|c');
  await until(async () => (await tidegauge.sum('alive')) === 1, 'the good line');
  await until(async () => (await tidegauge.sum('log.lines', { file: odd })) === 3, 'the odd lines');
  await tidegauge.stop('SIGKILL');
  await tidegauge.start();
  assert.equal(await tidegauge.sum('alive'), 1);
  assert.equal(await tidegauge.sum('log.bytes', { file: odd }), 10_000_015);
});

test('bad queries are answered 400 with the name of the parameter, unknown metrics with nothing', async t => {
  const tidegauge = await createTidegauge(t);
  await tidegauge.start();
  const ask = async (query: string) => {
    const { status, body } = await tidegauge.get(`/api/v1/query?${query}`);
    return `${status} ${JSON.stringify(body)}`;
  };
  assert.equal(await ask('metric=no.such.metric'), '200 {"series":[]}');
  assert.match(await ask(''), /^400 .*metric/);
  assert.match(await ask('metric=a&from=-5m&to=-15m'), /^400 .*from/);
  assert.match(await ask('metric=a&step=0'), /^400 .*step/);
  assert.match(await ask('metric=a&agg=median'), /^400 .*agg/);
  assert.match(await ask('metric=a&from=-10y&step=1'), /^400 .*step/);
});

test('a busy page port leaves everything else running', async t => {
  const tidegauge = await createTidegauge(t);
  const port = Number(new URL(tidegauge.url).port);
  const blocker = createServer(socket => socket.end('HTTP/1.1 500 Not it\r\ncontent-length: 0\r\n\r\n')).listen(
    port,
    '127.0.0.1',
  );
  t.after(() => blocker.close());
  await tidegauge.start();
  await until(() => /web +down +127\.0\.0\.1:\d+ is in use/.test(tidegauge.output()), 'the table');
  blocker.close();
  await until(async () => (await tidegauge.get('/healthz').catch(() => undefined))?.status === 200, 'the page');
});
