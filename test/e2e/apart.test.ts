import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { listenForBatches } from '../support/batch-listener.ts';
import { freePort } from '../support/free-port.ts';
import { scratchUntilExit } from '../support/scratch.ts';
import { startService } from '../support/service-process.ts';
import { until } from '../support/until.ts';

const services = ['statsd-server', 'host-collector', 'container-collector', 'log-tailer', 'web', 'standalone'];

/** A configuration of its own, with flushes each second; `write` writes other keys over it. */
async function createConfig(keys: object = {}) {
  const directory = scratchUntilExit();
  const file = join(directory, 'tidegauge.yaml');
  const write = (changed: object = {}) =>
    writeFile(
      file,
      stringify({
        hostname: 'e2e',
        data: join(directory, 'data'),
        statsd: { flush_interval: '1s' },
        ...keys,
        ...changed,
      }),
    );
  await write();
  return { directory, file, write, options: ['--config', file] };
}

/** When a line was said, epoch seconds. */
const timeOf = (line: string) => Number(/\|T(\d+)$/.exec(line)?.[1]);

test('each service tells how it is started', async t => {
  const helps = services.map(name => startService(t, name, ['--help']));
  assert.deepEqual(await Promise.all(helps.map(help => help.ended())), [0, 0, 0, 0, 0, 0]);
  assert.deepEqual(
    helps.map(help => /^usage: (.*) \[OPTION…\]$/m.exec(help.output())?.[1]),
    [...services.slice(0, -1).map(name => `node services/${name}/main.ts`), 'npm start --'],
  );
});

test('a configuration that is not valid ends a service with 2 and what is wrong, and only what concerns it is checked', async t => {
  const { options, write, file } = await createConfig({ link: { server: 'statsd-server' } });
  const refused = startService(t, 'host-collector', options);
  assert.equal(await refused.ended(), 2);
  assert.match(refused.output(), /tidegauge\.yaml:\d+: link\.server is "statsd-server", must be a host and a port/);

  await write({ link: {}, logs: { rules: [{ match: 'a(?=b)', metric: 'm' }] } });
  const [tailer, collector] = ['log-tailer', 'host-collector'].map(name =>
    startService(t, name, ['--check', ...options]),
  );
  assert.deepEqual(await Promise.all([tailer!.ended(), collector!.ended()]), [2, 0]);
  assert.match(tailer!.output(), /logs\.rules\[0\]\.match/);
  assert.equal(collector!.output(), `The configuration is valid: ${file}\n`);
});

test('what a collector said while nobody listened arrives afterwards, with its time; then it goes to another server', async t => {
  const first = await listenForBatches(t);
  const { options, write, directory } = await createConfig({ link: { server: `127.0.0.1:${first.port}` } });
  const health = join(directory, 'health');
  const collector = startService(t, 'host-collector', [...options, '--health-file', health]);
  const load = (line: string) => line.startsWith('system.cpu.load_average');
  await until(() => first.lines().some(load), 'the first metrics');
  await until(() => existsSync(health), 'the health file');
  assert.match(
    await readFile(health, 'utf8'),
    /^ok {2}configuration {2}.*\nok {2}host metrics {2}.*\nok {2}link {2}says it to 127\.0\.0\.1:\d+\n$/,
  );
  assert.ok(
    first
      .lines()
      .some(line => /^tidegauge\.process\.memory\.usage:\d+\|g\|#host:e2e,service:host-collector\|T\d+$/.test(line)),
  );
  assert.ok(
    first.lines().some(line => /^tidegauge\.link\.dropped:0\|c\|#host:e2e,service:host-collector\|T\d+$/.test(line)),
  );

  await first.close();
  await until(() => collector.output().includes('is not reached'), 'the notice');
  const gone = Date.now();
  await until(() => Date.now() > gone + 2500, 'two more samples');
  const second = await listenForBatches(t, first.port);
  const back = Date.now() / 1000;
  const times = () => second.lines().filter(load).map(timeOf);
  await until(() => times().some(time => time > back), 'what is said now');
  assert.ok(
    times().some(time => time < back - 1),
    'nothing waited',
  );
  for (const time of times())
    assert.ok(time >= gone / 1000 - 1 && time <= Date.now() / 1000, `${time} is no time since it was gone`);

  const third = await listenForBatches(t);
  await write({ link: { server: `127.0.0.1:${third.port}` } });
  await until(() => third.lines().some(load), 'the other server');
  assert.equal(await collector.stop(), 0);
  assert.equal(existsSync(health), false);
  assert.match(third.lines().at(-1) ?? '', /service:host-collector/);
});

test('a signal during the start is obeyed, and what no server took is told', async t => {
  const { directory, options, write } = await createConfig();
  const socket = join(directory, 'mute.sock');
  let asked = false;
  const engine = createServer(connection => {
    asked = true;
    connection.on('error', () => {});
  }).listen(socket);
  t.after(() => engine.close());
  await write({ link: { server: `127.0.0.1:${await freePort()}` }, containers: { engine: socket } });
  const collector = startService(t, 'container-collector', [...options, '--health-file', join(directory, 'health')]);
  await until(() => asked, 'the question to the engine');
  assert.equal(await collector.stop(), 0);
  assert.match(collector.output(), /[1-9]\d* bytes were given up/);
  assert.doesNotMatch(collector.output(), /Ctrl-C/);
});

test('what the server got is stored when it is stopped, and the pages read it in a process of their own', async t => {
  const [statsdPort, webPort] = [await freePort(), await freePort()];
  const { options, write } = await createConfig({
    statsd: { port: statsdPort, flush_interval: '1m' },
    link: { server: `127.0.0.1:${statsdPort}` },
    web: { port: webPort },
  });
  const server = startService(t, 'statsd-server', options);
  await until(() => server.output().includes('Ctrl-C'), 'the start');
  assert.match(server.output(), /store +ok .*metrics\.duckdb/);
  await new Promise<void>((closed, failed) => {
    const socket = connect(statsdPort, '127.0.0.1', () => socket.end('last.words:7|c\n'));
    socket.on('close', () => closed()).on('error', failed);
  });
  assert.equal(await server.stop(), 0);

  const web = startService(t, 'web', options);
  await until(() => web.output().includes(`Live at http://localhost:${webPort}`), 'the start of the pages');
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${webPort}${path}`)).json();
  assert.match(
    JSON.stringify(await get('/api/v1/query?metric=last.words&field=value&agg=sum&from=-1h&step=3600')),
    /"points":\[.*7\]/,
  );
  const parts = async () => ((await get('/healthz')) as { parts: { configuration: { state: string } } }).parts;
  assert.deepEqual(Object.keys(await parts()), ['configuration', 'web', 'store']);
  await write({ web: { port: 'eight' } });
  await until(async () => (await parts()).configuration.state === 'warn', 'the refusal');
  assert.equal(await web.stop(), 0);
});
