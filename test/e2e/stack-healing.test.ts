import assert from 'node:assert/strict';
import { after, before, describe, type TestContext, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { docker, runContainer, type TestContainer } from '../support/containers.ts';
import { skipWithoutStack } from '../support/requires.ts';
import { createStack, type Stack, stackServices } from '../support/stack.ts';
import { createStackQueries, type StackQueries } from '../support/stack-queries.ts';
import { until } from '../support/until.ts';

const skip = await skipWithoutStack();
const image = 'node:24-bookworm-slim';
const interval = 2000;

/** How many lines a container has written. */
async function written(container: string): Promise<number> {
  const log = await docker.getContainer(container).logs({ stdout: true });
  return log.toString('latin1').split('line').length - 1;
}

/** How many lines a container has logged, on both outputs. */
async function linesOf(container: string): Promise<number> {
  const log = await docker.getContainer(container).logs({ stdout: true, stderr: true });
  return log.toString('latin1').split('\n').length - 1;
}

/** An nginx that answers everything, and says so in its access log as nginx's own image does. */
const webServer = `
  echo 'events {} http { access_log /dev/stdout; server { listen 80; location / { return 200 here; } } }' > /tmp/nginx.conf
  exec nginx -c /tmp/nginx.conf -g 'daemon off; error_log /dev/stderr;'`;

/** Sends request after request to a web server, some dozens a second, until it is told to stop: then it says how many were answered. */
async function askAllTheTime({ container }: TestContainer, t: TestContext) {
  const address = (await container.inspect()).NetworkSettings.Networks.bridge?.IPAddress;
  let [answered, wanted] = [0, true];
  const ended = (async () => {
    while (wanted) {
      const response = await fetch(`http://${address}/`).catch(() => undefined);
      await response?.text();
      if (response?.ok) answered += 1;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  })();
  const stop = async () => {
    wanted = false;
    await ended;
    return answered;
  };
  t.after(stop);
  return { answered: () => answered, stop };
}

/** Writes so many lines, 20 a second, then waits to be removed. */
const writerOf = (lines: number) =>
  `let left = ${lines}; const timer = setInterval(() => { if (left-- > 0) console.log('line', left); else clearInterval(timer); }, 50); setInterval(() => {}, 1e6)`;
const writer = writerOf(400);

describe('the stack heals by itself', { skip, timeout: 900_000 }, () => {
  let stack: Stack;
  let queries: StackQueries;

  before(async () => {
    stack = await createStack();
    await stack.configure({ statsd: { flush_interval: `${interval}ms` } });
    await stack.up();
    queries = await createStackQueries(stack);
  });
  after(() => stack.remove());

  for (const service of ['statsd-server', 'influxdb']) {
    test(`${service} away: what was counted meanwhile is written afterwards, exactly, at its own times`, async t => {
      const { name: container } = await runContainer({ image, command: ['node', '-e', writer] }, t);
      await until(async () => (await queries.stored('log.lines', { container })) > 0, 'its first lines', 30);
      const stopped = Date.now();
      await stack.compose('stop', service);
      await until(async () => (await written(container)) >= 350, 'lines in its absence', 30);
      const started = Date.now();
      await stack.compose('start', service);
      await until(
        async () => (await queries.stored('log.lines', { container }).catch(() => 0)) === 400,
        'all lines',
        90,
      );
      const [rows] = await queries.influxql(
        `SELECT sum("value") FROM "log_lines" WHERE "container" = '${container}' AND time >= ${stopped}ms AND time < ${started}ms GROUP BY time(${interval}ms) fill(none)`,
      );
      const counts = rows?.values?.map(([, value]) => Number(value)) ?? [];
      // 20 lines a second; the windows at both ends are not whole.
      for (const count of counts.slice(1, -1)) assert.ok(count >= 30 && count <= 50, `${counts}`);
      assert.ok(counts.length >= 5, `${counts}`);
    });
  }

  test('a kill of what no line goes through, nor is kept in, loses none', async t => {
    const { name: container } = await runContainer({ image, command: ['node', '-e', writer] }, t);
    for (const service of ['web', 'front', 'gateway', 'host-collector', 'container-collector', 'influxdb'])
      process.kill((await stack.inspect(service)).State.Pid, 'SIGKILL');
    await until(async () => (await queries.stored('log.lines', { container }).catch(() => 0)) >= 400, 'all lines', 90);
    assert.equal(await queries.stored('log.lines', { container }), 400);
  });

  test('a kill of what every line goes through, one by one and at once, while an nginx answers: each line is counted once', async t => {
    const [program, nginx] = await Promise.all([
      runContainer({ image, command: ['node', '-e', writer] }, t),
      runContainer({ image: 'nginx:1.28', command: ['bash', '-c', webServer] }, t),
    ]);
    const asking = await askAllTheTime(nginx, t);
    for (const killed of [['statsd-server'], ['log-tailer'], ['statsd-server', 'log-tailer'], ['log-tailer']]) {
      const further = asking.answered() + 60;
      await until(() => asking.answered() >= further, 'requests before the kill', 30);
      const pids = await Promise.all(killed.map(async service => (await stack.inspect(service)).State.Pid));
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      await until(
        async () => {
          const now = await Promise.all(killed.map(service => stack.inspect(service)));
          return now.every(({ State }, index) => State.Running && State.Pid !== pids[index]);
        },
        'its next start',
        30,
      );
    }
    const requests = await asking.stop();
    await until(async () => (await written(program.name)) === 400, 'the last line', 30);
    const counted = async () => ({
      program: await queries.stored('log.lines', { container: program.name }),
      requests: await queries.stored('http.server.requests', { container: nginx.name }),
      lines: await queries.stored('log.lines', { container: nginx.name }),
    });
    const expected = { program: 400, requests, lines: await linesOf(nginx.name) };
    const all = async () => isDeepStrictEqual(await counted(), expected);
    await until(all, 'all that was written', 60).catch(async () => assert.deepEqual(await counted(), expected));
    // Nor does anything come twice a little later.
    const flushed = Date.now() + 2 * interval;
    await until(() => Date.now() > flushed, 'two flushes');
    assert.deepEqual(await counted(), expected);
  });

  for (const service of stackServices) {
    test(`${service} killed: it is started again and gets healthy`, async () => {
      const { State } = await stack.inspect(service);
      process.kill(State.Pid, 'SIGKILL');
      await until(
        async () => {
          const { State: now } = await stack.inspect(service);
          return now.Pid > 0 && now.Pid !== State.Pid && now.Health?.Status === 'healthy';
        },
        'health',
        90,
      );
    });
  }

  test('a changed configuration applies without a restart, though the file was replaced', async t => {
    const before = await stack.inspect('log-tailer');
    await stack.configure({
      statsd: { flush_interval: `${interval}ms` },
      logs: { rules: [{ match: `${stack.project} (?<amount>\\d+)`, metric: 'shop.amount', value: 'amount' }] },
    });
    await until(
      async () => /configuration is applied/.test((await stack.compose('logs', 'log-tailer')).output),
      'the change',
      20,
    );
    // Other containers of the host are read too: none of them says this.
    const script = `console.log('${stack.project} 42'); setInterval(() => {}, 1e6)`;
    await runContainer({ image, command: ['node', '-e', script] }, t);
    await until(async () => (await queries.stored('shop.amount')) === 42, 'the amount', 30);
    assert.equal((await stack.inspect('log-tailer')).State.Pid, before.State.Pid);
  });

  test('a second up changes nothing', async () => {
    const look = async () => {
      const inspected = await Promise.all(stackServices.map(service => stack.inspect(service)));
      const secrets = await stack.readVolume('provisioner-data', 'influxdb-operator-token');
      return [
        inspected.map(({ Id, State }) => [Id, State.StartedAt]),
        secrets,
        await stack.readVolume('front-files', 'nginx.conf'),
      ];
    };
    const before = await look();
    await stack.up();
    assert.deepEqual(await look(), before);
  });

  test('down and up keeps what was counted, and counts on to the byte where it was: what was written meanwhile, too', async t => {
    const { name: container } = await runContainer({ image, command: ['node', '-e', writerOf(900)] }, t);
    await until(async () => (await queries.stored('log.lines', { container })) > 0, 'its first lines', 30);
    await stack.compose('stop');
    for (const service of stackServices)
      assert.notEqual((await stack.inspect(service)).State.ExitCode, 137, `${service} had to be killed`);
    await stack.compose('down');
    const away = await written(container);
    await until(async () => (await written(container)) >= away + 40, 'lines while it is down', 30);
    await stack.up();
    queries = await createStackQueries(stack);
    assert.equal(await queries.stored('shop.amount'), 42);
    await until(async () => (await queries.stored('log.lines', { container })) >= 900, 'all lines', 90);
    assert.equal(await queries.stored('log.lines', { container }), 900);
  });

  test('volumes of a version that had neither spool nor journal: it starts, and counts what is written from then on', async t => {
    await stack.compose('down');
    await stack.removeFromVolume('log-tailer-data', 'log-tailer');
    await stack.removeFromVolume('statsd-server-data', 'journal');
    await stack.up();
    queries = await createStackQueries(stack);
    const { name: container } = await runContainer({ image, command: ['node', '-e', writer] }, t);
    await until(async () => (await queries.stored('log.lines', { container })) >= 400, 'all lines', 60);
    assert.equal(await queries.stored('log.lines', { container }), 400);
    assert.equal(await queries.stored('shop.amount'), 42);
  });

  test('down -v leaves nothing', async () => {
    await stack.compose('down', '-v');
    const filters = { label: [`com.docker.compose.project=${stack.project}`] };
    const { Volumes } = await docker.listVolumes({ filters });
    assert.deepEqual(await docker.listContainers({ all: true, filters }), []);
    assert.deepEqual(await docker.listNetworks({ filters }), []);
    assert.deepEqual(Volumes ?? [], []);
  });
});
