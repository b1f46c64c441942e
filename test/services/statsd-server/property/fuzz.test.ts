import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFedAggregator, type Outcome } from '../../../support/fed-aggregator.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { createMutator } from './mutations.ts';

const datagrams = 1_000_000;
/** Datagrams between two flushes. */
const perInterval = 20_000;
const maxSeries = 500;

/** Lines that are not empty; a carriage return before the line feed is none of a line. */
function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = 0; at < bytes.length; ) {
    const lineFeed = bytes.indexOf(0x0a, at);
    const end = lineFeed < 0 ? bytes.length : lineFeed;
    if (end > at && !(end === at + 1 && bytes[at] === 0x0d)) lines += 1;
    at = end + 1;
  }
  return lines;
}

test('of a million datagrams that are nearly StatsD every line is accounted for once, and nothing grows', async () => {
  const outcomes: Record<Outcome, number> = {
    added: 0,
    late: 0,
    name: 0,
    tags: 0,
    overflow: 0,
    dropped: 0,
    too_old: 0,
  };
  // A line may have several values, each with its own outcome: they share where their name begins.
  let nameStart = -1;
  let linesWithValues = 0;
  const fed = createFedAggregator({
    statsd: {
      max_series: maxSeries,
      max_series_per_metric: 20,
      max_tag_values: 30,
      flush_interval: '1s',
      idle_timeout: '1s',
      gauge_timeout: '2s',
      exact_values: 100,
      max_line_bytes: 100,
      origin: 'container',
      rules: [
        { match: 'debug.**', drop: true },
        { match: 'api.*.time', rename: 'api.time', tags: { operation: '$1' }, interval: '2s' },
      ],
    },
    onValue(line, outcome) {
      outcomes[outcome] += 1;
      if (line.nameStart !== nameStart) linesWithValues += 1;
      nameStart = line.nameStart;
    },
  });
  const { aggregator, clock, intake, metrics, points } = fed;
  const nextDatagram = createMutator(seededRandom(2026));
  let lines = 0;
  let events = 0;

  for (let sent = 1; sent <= datagrams; sent++) {
    const datagram = nextDatagram();
    const expected = linesIn(datagram);
    const badValues = outcomes.name + outcomes.too_old;
    const badBefore = intake.badLines();
    nameStart = -1;
    linesWithValues = 0;
    intake.ingest('udp', datagram, 0, datagram.length);
    const badLines = intake.badLines() - badBefore - (outcomes.name + outcomes.too_old - badValues);
    // The others are samples of bad lines.
    const eventsHere = intake.takeEvents().filter(({ title }) => !title.startsWith('bad line')).length;
    if (linesWithValues + badLines + eventsHere !== expected)
      assert.fail(
        `${linesWithValues} with values, ${badLines} bad, ${eventsHere} events: ${JSON.stringify(`${datagram}`)}`,
      );
    lines += expected;
    events += eventsHere;
    if (sent % perInterval > 0) continue;
    await clock.advance(1000);
    points.length = 0;
    // Of the present and of intervals that are over, with what is reserved for the server's own.
    assert.ok(aggregator.size() <= 2 * (maxSeries + 500));
  }

  const total = (name: string) => metrics.total(`tidegauge.statsd.${name}`);
  assert.equal(total('received'), lines);
  assert.equal(total('packets'), datagrams);
  assert.equal(total('bad'), intake.badLines());
  assert.equal(total('late'), outcomes.late);
  assert.equal(total('rules.dropped'), outcomes.dropped);
  assert.equal(total('series.overflow'), outcomes.overflow);
  // It reached everything, but that no line is long enough for so many tags.
  const { tags, ...reached } = outcomes;
  assert.equal(tags, 0);
  for (const [outcome, count] of Object.entries(reached)) assert.ok(count > 1000, `${count} ${outcome}`);
  assert.ok(events > 1000, `${events} events`);
  await fed.stop();
});
