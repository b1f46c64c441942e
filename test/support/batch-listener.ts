import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { systemClock } from '../../services/shared/lifecycle/clock.ts';
import { listenTcp } from '../../services/statsd-server/listeners/tcp.ts';
import { createKeepingTaker } from './batch-taker.ts';
import type { LineListener } from './line-listener.ts';

/** Listens for batches on `port` of the loopback, by default on a free one, until the test's end; keeps the lines of each once. */
export async function listenForBatches(t: TestContext, port = 0): Promise<LineListener> {
  const taker = createKeepingTaker();
  const listening = await listenTcp(
    { host: '127.0.0.1', port },
    {
      taker,
      clock: systemClock,
      maxLineBytes: () => 65_536,
      ingest: () => assert.fail('what came was no batch'),
      hold: () => undefined,
      onRefused() {},
      onBroken: () => assert.fail('a batch was broken off'),
    },
  );
  assert.ok(listening.ok);
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= listening.value.close();
    return closed;
  };
  t.after(close);
  return {
    port: listening.value.port,
    lines: () => taker.taken.flatMap(({ lines }) => lines.split('\n').slice(0, -1)),
    close,
  };
}
