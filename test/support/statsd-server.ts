import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Config, configSchema } from '../../services/shared/config/schema.ts';
import type { Event } from '../../services/shared/event.ts';
import type { Point } from '../../services/shared/point.ts';
import { createSelfMetrics } from '../../services/shared/self-metrics.ts';
import { openJournal } from '../../services/statsd-server/journal/journal.ts';
import { startStatsdServer } from '../../services/statsd-server/statsd-server.ts';
import { createFakeClock } from './fake-clock.ts';
import { createKeepingLogger } from './keeping-logger.ts';
import { scratchDirectory } from './scratch.ts';
import { until } from './until.ts';

/** Noon of the day on which these tests take place, epoch milliseconds. */
export const noon = Date.UTC(2026, 0, 1, 12);

/** A server on ports that were free, with a clock that stands still; it is stopped when the test ends. */
export async function start(t: TestContext, statsd: Partial<Config['statsd']> = {}, began = noon) {
  // Before the directory is removed.
  t.after(() => stop());
  const directory = await scratchDirectory(t);
  const clock = createFakeClock(began);
  const logger = createKeepingLogger();
  const points: Point[] = [];
  const events: Event[] = [];
  const parsed = configSchema.parse({});
  const management = { ...parsed.statsd.management, port: 0 };
  const config: Config = { ...parsed, statsd: { ...parsed.statsd, port: 0, management, ...statsd } };
  const journal = await openJournal({ directory: join(directory, 'journal'), kept: new Set(), clock, logger });
  assert.ok(journal.ok);
  const server = await startStatsdServer(config, {
    journal: journal.value,
    writer: { push: more => points.push(...more), pushEvents: more => events.push(...more), commit: () => {} },
    directory,
    backends: () => [],
    host: 'test-host',
    clock,
    logger,
    selfMetrics: createSelfMetrics(),
  });
  const closeJournal = journal.value.close;
  let stopped: Promise<void> | undefined;
  function stop() {
    stopped ??= server.stop().then(closeJournal);
    return stopped;
  }
  /** The values of a metric's points, each with its time in seconds after noon. */
  const found = (metric: string) =>
    points
      .filter(point => point.metric === metric)
      .map(({ fields, time, tags }) => ({ fields, at: (time - noon) / 1000, tags }));
  const self = (metric: string, tags: Record<string, string> = {}) =>
    found(metric)
      .filter(point => Object.entries(tags).every(([name, value]) => point.tags[name] === value))
      .reduce((sum, { fields }) => sum + fields.value!, 0);
  return { clock, logger, config, server, events, points, found, self, stop };
}

/** Resolves when the kernel has taken the packets. */
export async function sendUdp(port: number, ...packets: (string | Buffer)[]) {
  const socket = createSocket('udp4');
  for (const packet of packets)
    await new Promise<void>((sent, failed) =>
      socket.send(packet, port, '127.0.0.1', error => (error ? failed(error) : sent())),
    );
  socket.close();
}

/** Resolves when the server has read all of it. */
export const sendTcp = (port: number, text: string) =>
  new Promise<void>((closed, failed) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    socket.on('close', () => closed()).on('error', failed);
  });

/** Flushes until the server has counted so many lines of a transport; what a socket took in shows only then. */
export async function flushUntilReceived(server: Awaited<ReturnType<typeof start>>, transport: string, lines: number) {
  await until(async () => {
    await server.clock.advance(10_000);
    return server.self('tidegauge.statsd.received', { transport }) >= lines;
  });
}
