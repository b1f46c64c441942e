import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runContainer } from '../support/containers.ts';
import { engineSocket, skipWithoutEngine, skipWithoutGoClients, statsdClients } from '../support/requires.ts';
import { createTidegauge } from '../support/tidegauge.ts';
import { until } from '../support/until.ts';

const skip = skipWithoutGoClients() || (await skipWithoutEngine());
const image = 'debian:bookworm-slim';

test('what a DogStatsD client in a container sends has the tags of that container', { skip }, async t => {
  const tidegauge = await createTidegauge(t);
  const statsd = { port: tidegauge.statsdPort, flush_interval: '1s', origin: 'container' };
  await tidegauge.configure({ statsd, containers: { enabled: false, engine: engineSocket } });
  await tidegauge.start();
  const container = await runContainer(
    {
      image,
      command: ['sleep', '600'],
      labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' },
      hostConfig: { NetworkMode: 'host', Binds: [`${statsdClients}/statsd-clients:/statsd-clients:ro`] },
    },
    t,
  );
  const send = (prefix: string) =>
    container.exec(['/statsd-clients', 'origin', 'udp', `127.0.0.1:${tidegauge.statsdPort}`, prefix, '0']);
  const here = { container: container.name };

  await until(async () => {
    await send('ready');
    return (await tidegauge.sum('ready.orders', here)) > 0;
  }, 'the container to be known');
  await send('shop');
  await until(async () => (await tidegauge.sum('shop.orders')) === 7, 'the orders');
  const all = { ...here, image, compose_project: 'shop', compose_service: 'web' };
  assert.equal(await tidegauge.sum('shop.orders', all), 7);
  assert.equal(await tidegauge.sum('shop.orders', { ...all, page: 'cart' }), 4);
});
