import type { Section } from '../page.ts';
import { pause, residentBytes } from '../processes.ts';
import { aimText, atMost } from './aim.ts';
import { fill } from './fill.ts';
import { type Ours, type OursReport, startOurs } from './servers/ours.ts';

const series = 1_000_000;
const seconds = 10;

/** A flush of a million counters, and what is resident after it. */
interface FlushOfAll extends OursReport {
  readonly residentBytes: number;
}

/** A million counters that all get something in each of three intervals; the points are discarded, or go through an outbox. */
export async function benchMillion(): Promise<Section> {
  const discarded = await measureMillion(false);
  const kept = await measureMillion(true);
  const perCounter = ({ before, flushes }: Millions) => flushes.map(flush => (flush.residentBytes - before) / series);
  const flushMs = ({ flushes }: Millions) => flushes.map(flush => flush.flushMs);
  const holdMs = ({ flushes }: Millions) => flushes.map(flush => flush.longestHoldMs);
  return {
    title: 'StatsD server with a million active counters',
    how: `A million different counters come in over TCP in each of three intervals of ${seconds} s. Memory is what is resident more than before the first. A flush lasts from the end of the interval to the commit; a hold-up is the longest time in which the event loop did nothing else, until the store, which discards, had everything.`,
    columns: ['what', 'first flush', 'second', 'third', 'aim'],
    rows: [
      row('memory, each counter', perCounter(discarded), 400, 'B'),
      row('flush', flushMs(discarded), 1000, 'ms'),
      row('longest hold-up', holdMs(discarded), 20, 'ms'),
      row('memory, each counter, with the outbox', perCounter(kept), 400, 'B'),
      row('flush through the outbox', flushMs(kept), 1000, 'ms'),
      row('longest hold-up, with the outbox', holdMs(kept), 20, 'ms'),
    ],
  };
}

/** Three flushes, and what was resident before them. */
interface Millions {
  readonly before: number;
  readonly flushes: readonly FlushOfAll[];
}

async function measureMillion(outbox: boolean): Promise<Millions> {
  const limits = { max_series: 2 * series, max_series_per_metric: 2 * series };
  const server = await startOurs({ flush_interval: `${seconds}s`, ...limits }, { outbox });
  const { before, counted } = await emptyServer(server);
  const flushes: FlushOfAll[] = [];
  for (let round = 1; round <= 3; round++) flushes.push(await flushOfAll(server, counted + round * series));
  await server.finish();
  return { before, flushes };
}

/** What is resident in the server once it has settled, and how many lines it has counted until then. */
async function emptyServer(server: Ours): Promise<{ readonly before: number; readonly counted: number }> {
  await fill(server.tcpPort, 1000);
  await untilBoundary();
  await pause(500);
  return { before: residentBytes(server.pid), counted: (await server.report()).counted };
}

/** Sends everything once, and waits until the store has so many lines in all. */
async function flushOfAll(server: Ours, lines: number): Promise<FlushOfAll> {
  // Begun late in an interval it might be cut in two.
  if (Date.now() % (seconds * 1000) > seconds * 500) await untilBoundary();
  await fill(server.tcpPort, series);
  await untilBoundary();
  for (const end = Date.now() + 9 * 1000; Date.now() < end; await pause(200)) {
    const report = await server.report();
    if (report.counted < lines) continue;
    await pause(500);
    const last = { ...(await server.report()), residentBytes: residentBytes(server.pid) };
    process.stderr.write(`  flush: ${last.flushMs} ms, held up ${last.longestHoldMs.toFixed(1)} ms\n`);
    return last;
  }
  throw new Error(`of ${lines} lines only ${(await server.report()).counted} were flushed`);
}

/** Waits until the interval that is under way is over. */
const untilBoundary = () => pause(seconds * 1000 - (Date.now() % (seconds * 1000)) + 20);

function row(what: string, figures: readonly number[], bound: number, unit: string): string[] {
  const cells = figures.map(figure => `${figure.toFixed(figure < 100 ? 1 : 0)} ${unit}`);
  return [what, ...cells, aimText(atMost(bound, Math.max(...figures), unit))];
}
