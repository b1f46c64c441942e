import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLineSplitter } from '../../../../services/statsd-server/listeners/line-splitter.ts';
import { createFedAggregator } from '../../../support/fed-aggregator.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { below, randomLine } from './lines.ts';

const rounds = 150;
const clients = ['one', 'two', 'three'];

/** Takes what a client sends, in the order in which it does. */
type Feed = (bytes: Buffer) => void;
/** What a client does one after another. */
type Steps = (() => void)[];

/** Everything that an intake makes of what it is fed: points, events, and what was counted. */
async function outcomeOf(send: (fed: ReturnType<typeof createFedAggregator>) => void) {
  const fed = createFedAggregator();
  send(fed);
  await fed.clock.advance(10_000);
  await fed.stop();
  const counts = ['received', 'bad', 'late', 'rules.dropped', 'events.dropped', 'series.overflow'];
  return {
    points: fed.take(),
    events: fed.intake
      .takeEvents()
      .map(({ title }) => title)
      .sort(),
    counts: counts.map(name => [name, fed.metrics.total(`tidegauge.statsd.${name}`)]),
  };
}

/** Whole lines in packets of any size, with and without a last line feed, some with carriage returns. */
function asPackets(lines: readonly string[], random: () => number, feed: Feed): Steps {
  const steps: Steps = [];
  for (let at = 0; at < lines.length; ) {
    const packet = lines.slice(at, at + 1 + below(random, 30));
    at += packet.length;
    const text = packet.join(random() < 0.2 ? '\r\n' : '\n') + (random() < 0.5 ? '\n' : '');
    steps.push(() => feed(Buffer.from(text)));
  }
  return steps;
}

/** A stream that is cut anywhere, in the middle of a line or a character too. */
function asStream(lines: readonly string[], random: () => number, feed: Feed): Steps {
  const bytes = Buffer.from(lines.join('\n') + (random() < 0.5 ? '\n' : ''));
  const splitter = createLineSplitter(
    () => 8192,
    (buffer, start, end) => feed(buffer.subarray(start, end)),
  );
  const steps: Steps = [];
  for (let at = 0; at < bytes.length; ) {
    const piece = bytes.subarray(at, at + 1 + below(random, random() < 0.5 ? 8 : 300));
    at += piece.length;
    steps.push(() => splitter.push(piece));
  }
  return [...steps, splitter.end];
}

/** All steps, those of each in their order. */
function interleave(all: readonly Steps[], random: () => number): void {
  const waiting = all.filter(steps => steps.length > 0);
  while (waiting.length > 0) {
    const at = below(random, waiting.length);
    const steps = waiting[at]!;
    steps.shift()!();
    if (steps.length === 0) waiting.splice(at, 1);
  }
}

test('however lines are spread over packets, pieces of a stream and clients, the same points come of them', async () => {
  const random = seededRandom(5);
  for (let round = 0; round < rounds; round++) {
    const said = clients.map(client => Array.from({ length: 1 + below(random, 60) }, () => randomLine(random, client)));
    const expected = await outcomeOf(({ feed }) => {
      for (const line of said.flat()) feed(line);
    });
    const found = await outcomeOf(({ feed }) => {
      interleave(
        said.map(lines => (random() < 0.5 ? asPackets : asStream)(lines, random, feed)),
        random,
      );
    });
    assert.deepEqual(found, expected, `round ${round}`);
  }
});

test('a line too long is bad once, and whole lines on both sides of it count, as a packet and as any stream', async () => {
  const random = seededRandom(6);
  for (const length of [8191, 8192, 8193, 8194, 8195, 20_000])
    for (const [at, sign] of [
      [0, 'x'],
      [8192, '\r'],
      [8193, '\r'],
      [length - 1, '\r'],
    ] as const) {
      const long = [...`a:1|c|#${'x'.repeat(length - 7)}`]
        .with(at === 0 ? 10 : Math.min(at, length - 1), sign)
        .join('');
      const lines = ['before:1|c', long, 'after:1|c'];
      const expected = await outcomeOf(({ feed }) => feed(lines.join('\n')));
      const found = await outcomeOf(({ feed }) => {
        for (const step of asStream(lines, random, feed)) step();
      });
      assert.deepEqual(found, expected, `${length} bytes, at ${at} ${JSON.stringify(sign)}`);
    }
});
