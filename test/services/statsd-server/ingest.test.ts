import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIntake } from '../../../services/statsd-server/ingest.ts';
import { createCountedMetrics } from '../../support/counted-metrics.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import type { Outcome } from '../../support/fed-aggregator.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';

const noon = Date.UTC(2026, 0, 1, 12);

/** An intake whose series answer with what a metric is called. */
function intake({ maxLineBytes = 8192 } = {}) {
  const clock = createFakeClock(noon);
  const logger = createKeepingLogger();
  const metrics = createCountedMetrics();
  const repeated: string[] = [];
  const built = createIntake({
    add: ({ buffer, nameStart, nameEnd }) => buffer.toString('utf8', nameStart, nameEnd) as Outcome,
    addAgain: (_line, covered) => (covered.series(0) ? 'covered' : 'added'),
    maxLineBytes: () => maxLineBytes,
    keepOrigin: () => false,
    repeat: {
      takesLines: () => true,
      lines: (buffer, start, end) => repeated.push(buffer.toString('utf8', start, end)),
    },
    clock,
    logger,
    selfMetrics: metrics,
  });
  return {
    ...built,
    clock,
    logger,
    repeated,
    feed: (text: string, from: 'udp' | 'tcp' | 'unix' | 'internal' = 'udp') =>
      built.ingest(from, Buffer.from(`--${text}--`), 2, 2 + Buffer.byteLength(text)),
    total: (name: string, tags = {}) => metrics.total(`tidegauge.statsd.${name}`, tags),
  };
}

test('lines and packets are counted by the way they came', () => {
  const { feed, total } = intake();
  feed('added:1|c\nadded:1:2:3|ms\n\nnonsense\r\n');
  feed('added:1|c', 'tcp');
  assert.deepEqual([total('packets', { transport: 'udp' }), total('received', { transport: 'udp' })], [1, 3]);
  assert.deepEqual([total('packets', { transport: 'tcp' }), total('received', { transport: 'tcp' })], [1, 1]);
});

test('each value is counted by what became of it', () => {
  const { feed, total, badLines } = intake();
  feed('added:1|c\nlate:1|c\nlate:1|c\ndropped:1|c\noverflow:1|c\nname:1:2|c\ntoo_old:1|c\nx:y|c\nx:1|q\nx');
  assert.equal(total('late'), 2);
  assert.equal(total('rules.dropped'), 1);
  const reasons = ['name', 'too_old', 'value', 'type', 'no_value'];
  assert.deepEqual(
    reasons.map(reason => total('bad', { reason })),
    [2, 1, 1, 1, 1],
  );
  assert.equal(badLines(), 6);
});

test('a line that is too long is bad', () => {
  const { feed, total } = intake({ maxLineBytes: 9 });
  feed('added:1|c\nadded:12|c\nadded:1|c\r\n');
  assert.deepEqual([total('received'), total('bad', { reason: 'too_long' })], [3, 1]);
});

test('a sample of bad lines is logged, escaped and cut', () => {
  const { feed, logger } = intake();
  feed(`\u001b[31m${'x'.repeat(1000)}`, 'tcp');
  assert.equal(logger.lines.length, 1);
  assert.match(logger.lines[0]!, /^warn test: bad line over tcp \(no_value\): /);
  assert.ok(!logger.lines[0]!.includes('\u001b') && logger.lines[0]!.length < 400);
});

test('events wait for the flush, so many at most', () => {
  const { feed, takeEvents, total } = intake();
  feed('_e{2,4}:up|text\n_sc|db|0');
  assert.deepEqual(
    takeEvents().map(({ title, time }) => [title, time]),
    [
      ['up', noon],
      ['db', noon],
    ],
  );
  assert.deepEqual(takeEvents(), []);
  for (let sent = 0; sent < 10_005; sent++) feed('_e{2,4}:up|text');
  assert.equal(takeEvents().length, 10_000);
  assert.equal(total('events.dropped'), 5);
});

test('what comes from outside is repeated as it is, and is news; what the server says itself is not', async () => {
  const { feed, repeated, lastMessage, clock } = intake();
  feed('added:1|c', 'internal');
  assert.deepEqual([repeated, lastMessage()], [[], undefined]);
  await clock.advance(3000);
  feed('added:1|c\nnonsense', 'unix');
  assert.deepEqual([repeated, lastMessage()], [['added:1|c\nnonsense'], noon + 3000]);
});
