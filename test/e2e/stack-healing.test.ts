import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { docker, runContainer } from '../support/containers.ts';
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

/** Writes 400 lines in 20 s, then waits to be removed. */
const writer =
  "let left = 400; const timer = setInterval(() => { if (left-- > 0) console.log('line', left); else clearInterval(timer); }, 50); setInterval(() => {}, 1e6)";

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

  test('down and up keeps what was counted, and counts on where it was; down -v leaves nothing', async t => {
    const { name: container } = await runContainer({ image, command: ['node', '-e', writer] }, t);
    await until(async () => (await queries.stored('log.lines', { container })) > 0, 'its first lines', 30);
    await stack.compose('down');
    await stack.up();
    queries = await createStackQueries(stack);
    assert.equal(await queries.stored('shop.amount'), 42);
    await until(async () => (await queries.stored('log.lines', { container })) >= 400, 'all lines', 60);
    assert.equal(await queries.stored('log.lines', { container }), 400);

    await stack.compose('down', '-v');
    const filters = { label: [`com.docker.compose.project=${stack.project}`] };
    const { Volumes } = await docker.listVolumes({ filters });
    assert.deepEqual(await docker.listContainers({ all: true, filters }), []);
    assert.deepEqual(await docker.listNetworks({ filters }), []);
    assert.deepEqual(Volumes ?? [], []);
  });
});
