import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { docker } from '../support/containers.ts';
import { skipWithoutStack } from '../support/requires.ts';
import { scratchUntilExit } from '../support/scratch.ts';
import { createStack, type Stack, stackServices } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** The status of a GET; undefined when no answer comes within two seconds. */
const answers = (url: string) =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    ({ status }) => status,
    () => undefined,
  );

const skip = await skipWithoutStack();

describe('what is amiss on the host is told once, by whom it concerns, and the rest runs', {
  skip,
  timeout: 600_000,
}, () => {
  let stack: Stack;
  /** The engine puts a directory where a mount has none: here. */
  const elsewhere = scratchUntilExit();
  const inTheWay = createServer();

  before(async () => {
    stack = await createStack({
      DOCKER_SOCKET: join(elsewhere, 'docker.sock'),
      DOCKER_CONTAINERS: join(elsewhere, 'containers'),
    });
    // As in a checkout made with a strict umask.
    spawnSync('chmod', ['-R', 'go-rwx', stack.directory]);
    inTheWay.listen(Number(new URL(stack.url).port), '0.0.0.0');
    await once(inTheWay, 'listening');
  });
  after(async () => {
    inTheWay.close();
    await stack.remove();
  });

  const logOf = async (service: string) => (await stack.compose('logs', '--no-log-prefix', service)).output;
  const allHealthyBut = (exceptions: readonly string[]) =>
    until(
      async () => {
        const wanted = stackServices.filter(service => !exceptions.includes(service));
        const inspected = await Promise.all(wanted.map(service => stack.inspect(service)));
        return inspected.every(({ State }) => State.Health?.Status === 'healthy');
      },
      'health of the rest',
      90,
    );

  test('a port that is taken: up names it', async () => {
    const { code, output } = await stack.compose('up', '-d');
    assert.notEqual(code, 0);
    assert.match(output, new RegExp(`${new URL(stack.url).port}.*(address already in use|port is already allocated)`));
    await allHealthyBut(['front', 'gateway']);
  });

  test('a checkout for its owner only: services that may not look for a configuration say so', async () => {
    assert.match(await logOf('web'), /tidegauge\.yaml cannot be seen, permission denied: .* chmod o\+x/);
  });

  test('no socket: the gateway names the variable, and collectors tell what they go without', async () => {
    await until(async () => /set DOCKER_SOCKET in \.env/.test(await logOf('gateway')), 'the message', 60);
    const { State } = await stack.inspect('container-collector');
    assert.match(State.Health?.Log.at(-1)?.Output ?? '', /off +docker engine/);
  });

  test('the port is free again: another up is all it takes', async () => {
    inTheWay.close();
    const { code, output } = await stack.compose('up', '-d');
    assert.equal(code, 0, output);
    await allHealthyBut(['gateway']);
  });

  test('a port of StatsD that is taken: the pages and the collectors run all the same', async t => {
    await stack.compose('down');
    const statsd = createServer().listen(stack.statsdPort, '127.0.0.1');
    t.after(() => statsd.close());
    await once(statsd, 'listening');
    const { code, output } = await stack.compose('up', '-d');
    assert.notEqual(code, 0);
    assert.match(output, new RegExp(`${stack.statsdPort}.*(address already in use|port is already allocated)`));
    await until(async () => (await answers(`${stack.url}/healthz`)) === 200, 'the front', 60);
    for (const service of ['log-tailer', 'host-collector', 'container-collector', 'web'])
      assert.equal((await stack.inspect(service)).State.Running, true, service);
    statsd.close();
    await stack.compose('up', '-d');
    await allHealthyBut(['gateway']);
  });

  test('an InfluxDB that someone else set up: the provisioner says so and exits with 1, all others go on', async () => {
    await stack.compose('rm', '-f', 'provisioner');
    const { code } = await stack.compose('stop', 'provisioner');
    assert.equal(code, 0);
    await docker.getVolume(`${stack.project}_provisioner-data`).remove();
    await stack.compose('up', '-d');
    await until(async () => (await stack.inspect('provisioner')).State.ExitCode === 1, 'its end', 60);
    assert.match(await logOf('provisioner'), /set up already|set up by|someone else/i);
    await allHealthyBut(['gateway']);
  });
});
