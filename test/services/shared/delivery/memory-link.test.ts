import assert from 'node:assert/strict';
import { finished } from 'node:stream/promises';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { batchOverhead } from '../../../../services/shared/delivery/batch-queue.ts';
import { carryDirectly } from '../../../../services/shared/delivery/direct-carrier.ts';
import { createMemoryLink } from '../../../../services/shared/delivery/memory-link.ts';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import { createKeepingTaker } from '../../../support/batch-taker.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';

/** A link at the epoch's second 5 that has room for so many bytes. */
function createLink(room = 1e6) {
  const logger = createKeepingLogger();
  const selfMetrics = createSelfMetrics();
  const client = createRecordingClient();
  const link = createMemoryLink({
    name: 'test',
    clock: createFakeClock(5000),
    logger,
    selfMetrics,
    maxQueuedBytes: () => room,
  });
  const dropped = () => {
    selfMetrics.report(client);
    return client.take();
  };
  return { ...link, logger, dropped };
}

test('what is said in one go is a batch, with the time at which it was', async () => {
  const { stream, batches } = createLink();
  const server = createKeepingTaker();
  carryDirectly(batches, server);
  stream.write('a:1|c\n');
  stream.write('b:1|g\n_e{1,1}:a|b\n');
  await turn();
  stream.write('c:1|c\n');
  await finished(stream.end());
  assert.match(batches.client(), /^test\.[\w-]{36}$/);
  assert.deepEqual(
    server.taken.map(({ number, lines }) => [number, lines]),
    [
      [1, 'a:1|c|T5\nb:1|g|T5\n_e{1,1}:a|b\n'],
      [2, 'c:1|c|T5\n'],
    ],
  );
});

test('what finds no room is dropped as a whole, counted and told once, and so is that it ended', async () => {
  const { stream, batches, logger, dropped } = createLink(2 * (batchOverhead + 9));
  for (let said = 0; said < 4; said++) {
    stream.write('a:1|c\n');
    await turn();
  }
  assert.ok(dropped().includes('tidegauge.link.dropped 18 c'));
  const server = createKeepingTaker();
  carryDirectly(batches, server);
  await batches.emptied();
  stream.write('b:1|c\n');
  await turn();
  await batches.emptied();
  assert.deepEqual(
    server.taken.map(({ number, lines }) => `${number} ${lines}`),
    ['1 a:1|c|T5\n', '2 a:1|c|T5\n', '3 b:1|c|T5\n'],
  );
  assert.deepEqual(logger.lines, [
    'warn test: link.max_queued is full of what the StatsD server does not take: what comes now is dropped',
    'warn test: 18 bytes of lines were dropped while the StatsD server did not take them',
  ]);
});

test('what the server did not take before the end is told', async () => {
  const { stream, close, logger } = createLink();
  stream.write('a:1|c\n');
  await turn();
  await close();
  assert.deepEqual(logger.lines, [
    `warn test: ${batchOverhead + 9} bytes were given up, because the StatsD server did not take them`,
  ]);
});

test('a link without anything to say ends at once, though no server is there', async () => {
  const { stream, close, logger } = createLink();
  await finished(stream.end());
  await close();
  assert.deepEqual(logger.lines, []);
});
