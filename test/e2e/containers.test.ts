import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runContainer } from '../support/containers.ts';
import { engineSocket, skipWithoutEngine } from '../support/requires.ts';
import { createTidegauge } from '../support/tidegauge.ts';
import { until } from '../support/until.ts';

const skip = await skipWithoutEngine();
const image = 'debian:bookworm-slim';

interface Listed {
  readonly name: string;
  readonly image: string;
  readonly state: string;
}

test('a container shows with its figures, its log lines exactly, its end with the exit code', { skip }, async t => {
  const tidegauge = await createTidegauge(t, {
    containers: { engine: engineSocket },
    logs: { files: [], containers: true },
  });
  await tidegauge.start();
  const script =
    'for i in $(seq 1000); do echo "line $i"; done; for i in $(seq 50); do echo "ERROR $i" >&2; done; sleep 600';
  const container = await runContainer({ image, command: ['bash', '-c', script] }, t);
  const here = { container: container.name };

  await until(async () => (await tidegauge.sum('log.lines', here)) === 1050, 'its log lines');
  assert.equal(await tidegauge.sum('log.lines', { ...here, stream: 'stderr' }), 50);
  assert.equal(await tidegauge.sum('log.entries', { ...here, level: 'error' }), 50);
  await until(async () => (await tidegauge.sum('container.memory.usage', here)) > 0, 'its memory');

  const { body } = await tidegauge.get('/api/v1/containers');
  const listed = (body as Listed[]).find(({ name }) => name === container.name);
  assert.deepEqual({ image: listed?.image, state: listed?.state }, { image, state: 'running' });

  await container.container.kill({ signal: 'SIGKILL' });
  await until(async () => {
    const { body } = await tidegauge.get(`/api/v1/events?from=-5m&where=container:${container.name}`);
    return /exited with code 137/.test(JSON.stringify(body));
  }, 'the event of its end');
  assert.equal(await tidegauge.sum('log.lines', here), 1050);
});

test('a container that lives for a moment only is counted to its last line, and so is its next run', {
  skip,
}, async t => {
  const tidegauge = await createTidegauge(t, {
    containers: { engine: engineSocket },
    logs: { files: [], containers: true },
  });
  await tidegauge.start();
  const container = await runContainer({ image, command: ['bash', '-c', 'seq 500; printf "no end"'] }, t);
  await container.wait();
  await until(async () => (await tidegauge.sum('log.lines', { container: container.name })) === 501, 'the first run');
  await container.start();
  await container.wait();
  await until(async () => (await tidegauge.sum('log.lines', { container: container.name })) === 1002, 'the second run');
});
