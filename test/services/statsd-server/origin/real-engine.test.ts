import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { test } from 'node:test';
import { configSchema } from '../../../../services/shared/config/schema.ts';
import { systemClock as clock } from '../../../../services/shared/lifecycle/clock.ts';
import type { Point } from '../../../../services/shared/point.ts';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import { openJournal } from '../../../../services/statsd-server/journal/journal.ts';
import { startStatsdServer } from '../../../../services/statsd-server/statsd-server.ts';
import { createContainer } from '../../../support/containers.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { engineSocket, skipWithoutEngine } from '../../../support/requires.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';

const skip = await skipWithoutEngine();
const image = 'debian:bookworm-slim';
const labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' };

test('a container whose id comes with a metric gives it its tags, however the id is written', { skip }, async t => {
  const directory = await scratchDirectory(t);
  const points: Point[] = [];
  const config = configSchema.parse({
    statsd: { origin: 'container', flush_interval: '1s' },
    containers: { engine: engineSocket },
  });
  const port = { port: 0 };
  const statsd = { ...config.statsd, ...port, management: { ...config.statsd.management, ...port } };
  const logger = createKeepingLogger();
  const journal = await openJournal({ directory: join(directory, 'journal'), kept: new Set(), clock, logger });
  assert.ok(journal.ok);
  t.after(journal.value.close);
  const server = await startStatsdServer(
    { ...config, statsd },
    {
      journal: journal.value,
      writer: { push: more => points.push(...more), pushEvents: () => {}, commit: () => {} },
      directory,
      backends: () => [],
      host: 'test-host',
      clock,
      logger,
      selfMetrics: createSelfMetrics(),
    },
  );
  t.after(() => server.stop());
  const socket = createSocket('udp4');
  t.after(() => socket.close());
  const send = (packet: string) => socket.send(packet, server.ports().udp!, '127.0.0.1');
  const orders = () => points.filter(({ metric }) => metric === 'orders');
  const sum = (container: string | undefined) =>
    orders()
      .filter(({ tags }) => tags.container === container)
      .reduce((sum, { fields }) => sum + fields.value!, 0);

  // Made while the server runs: the engine tells of it.
  const { id, name } = await createContainer({ image, labels }, t);
  await until(() => {
    send(`ready:1|c|c:${id}`);
    return points.some(({ metric, tags }) => metric === 'ready' && tags.container === name);
  }, 'the container to be known');

  send(
    `orders:1|c|c:${id}\norders:2|c|#page:cart|c:ci-${id}\norders:4|c|c:${id.slice(0, 12)}\norders:8|c|c:in-4026532353`,
  );
  await until(() => sum(name) + sum(undefined) === 15, 'the orders');
  assert.equal(sum(name), 7);
  assert.equal(sum(undefined), 8);
  const known = { container: name, image, compose_project: 'shop', compose_service: 'web', metric_type: 'counter' };
  assert.deepEqual(
    [...new Set(orders().map(({ tags }) => tags))].sort((a, b) => Object.keys(b).length - Object.keys(a).length),
    [{ ...known, page: 'cart' }, known, { metric_type: 'counter' }],
  );
});
