import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createEngine } from '../../../../services/shared/engine/dockerode-engine.ts';
import { watchContainers } from '../../../../services/shared/engine/watch-containers.ts';
import { systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import { runContainer } from '../../../support/containers.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { engineSocket, skipWithoutEngine } from '../../../support/requires.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';

const skip = await skipWithoutEngine();

/** A way to the real engine that can be cut. */
async function createGateway(t: TestContext) {
  const path = join(await scratchDirectory(t), 'docker.sock');
  const sockets = new Set<Socket>();
  const server = createServer(client => {
    const engine = connect(engineSocket);
    for (const [from, to] of [
      [client, engine],
      [engine, client],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => {}).on('close', () => to.destroy());
    }
  });
  const open = () => once(server.listen(path), 'listening');
  const cut = async () => {
    const closed = new Promise(resolve => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await closed;
    await rm(path, { force: true });
  };
  await open();
  return { path, open, cut };
}

test('what happens while the engine cannot be reached is told when it can again, once', { skip }, async t => {
  const gateway = await createGateway(t);
  const told: string[] = [];
  const logger = createKeepingLogger();
  const watcher = watchContainers({
    engine: createEngine({ address: gateway.path, logger }),
    listener: {
      appeared: ({ name }) => told.push(`appeared ${name}`),
      gone: ({ name }) => told.push(`gone ${name}`),
      event: ({ action, tags }) => told.push(`${action} ${tags.container}`),
    },
    clock: systemClock,
    logger,
  });
  t.after(async () => {
    await watcher.stop();
    await gateway.cut();
  });
  await watcher.settled;
  assert.equal(watcher.status().state, 'ok');

  const options = { image: 'debian:bookworm-slim', command: ['sleep', '60'] };
  const before = await runContainer(options, t);
  const of = ({ name }: { name: string }) => told.filter(text => text.endsWith(name)).map(text => text.split(' ')[0]);
  await until(() => of(before).includes('start'), 'the start told');

  await gateway.cut();
  await until(() => watcher.status().state === 'down', 'the loss noticed');
  const meanwhile = await runContainer(options, t);
  await before.remove();
  await gateway.open();
  await until(() => of(before).includes('destroy'), 'the end told');
  assert.equal(watcher.status().state, 'ok');
  assert.deepEqual(of(before), ['appeared', 'create', 'start', 'gone', 'kill', 'die', 'destroy']);
  assert.deepEqual(of(meanwhile), ['appeared', 'create', 'start']);
});
