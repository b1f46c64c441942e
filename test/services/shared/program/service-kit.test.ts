import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createServiceKit } from '../../../../services/shared/program/service-kit.ts';
import { createSinkStream } from '../../../../services/shared/statsd-client/sink-stream.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';

test("self-metrics say whose they are, what the service collects says the host's name only", async () => {
  const said: Buffer[] = [];
  const stream = createSinkStream(lines => said.push(lines));
  const kit = createServiceKit('log-tailer', {
    host: 'h',
    link: { stream, congestion: () => undefined },
    clock: createFakeClock(),
    logger: createKeepingLogger(),
  });
  const lines = kit.selfMetrics.counter('tidegauge.log.lines', { kind: 'file' });
  kit.selfMetrics.gauge('tidegauge.log.behind', () => 7);
  lines.add(3);
  kit.statsd.count('log.entries', 1, { level: 'info' });
  kit.report();
  await kit.close();
  assert.equal(
    Buffer.concat(said).toString(),
    `log.entries:1|c|#host:h,level:info
tidegauge.log.lines:3|c|#host:h,service:log-tailer,kind:file
tidegauge.log.behind:7|g|#host:h,service:log-tailer
tidegauge.log.lines:0|c|#host:h,service:log-tailer,kind:file
tidegauge.log.behind:7|g|#host:h,service:log-tailer
`,
  );
});

test('while the link is congested nothing is said, and what is counted goes on adding up', () => {
  const said: Buffer[] = [];
  let reason: string | undefined = 'link.max_queued is full';
  const kit = createServiceKit('log-tailer', {
    host: 'h',
    link: { stream: createSinkStream(lines => said.push(lines)), congestion: () => reason },
    clock: createFakeClock(),
    logger: createKeepingLogger(),
  });
  const lines = kit.selfMetrics.counter('tidegauge.log.lines');
  lines.add(3);
  kit.report();
  assert.deepEqual(said, []);
  reason = undefined;
  lines.add(4);
  kit.report();
  assert.equal(Buffer.concat(said).toString(), 'tidegauge.log.lines:7|c|#host:h,service:log-tailer\n');
});
