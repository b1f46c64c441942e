import { within } from '../../shared/lifecycle/clock.ts';
import type { Tags } from '../../shared/metric.ts';
import { isSelfMetric } from '../../shared/own-metrics.ts';
import type { Part } from '../../shared/part.ts';
import type { Point } from '../../shared/point.ts';
import { isLateTime } from '../flush/stamps.ts';
import type { Output } from '../outputs/output.ts';
import { createGaugeLog } from './gauge-log.ts';
import { createGaugeSet } from './gauge-set.ts';
import { createGaugeWriter } from './gauge-writer.ts';
import type { KeptGaugesOptions } from './options.ts';
import { type KeptGauge, readLog } from './read-log.ts';

/** Keeps what gauges are over restarts, in `gauges.log`. What tells of the server itself is left out: it is told again anyway. */
export interface KeptGauges extends Output {
  points(points: readonly Point[]): void;
  flushed(): void;
  /** What the last run left and is no older than the time-out; to be called once, before which nothing is written. */
  load(): Promise<readonly KeptGauge[]>;
  /** The gauge is no more: its series was forgotten. `tags` with `metric_type`. */
  forgotten(metric: string, tags: Tags): void;
  /** Resolves when nothing is being written. */
  written(): Promise<void>;
}

/** How long `close` waits for the disk, milliseconds. */
const patience = 2000;
/** A gauge whose value stays is written again, for its age, after this part of the time-out. */
const refreshPart = 0.1;

/** Keeps nothing until `load` was called. */
export function createKeptGauges(options: KeptGaugesOptions): KeptGauges {
  const { path, clock, logger, selfMetrics, maxGauges, timeout } = options;
  const set = createGaugeSet();
  const log = createGaugeLog(path);
  const writer = createGaugeWriter({ ...options, set, log });
  const dropped = selfMetrics.counter('tidegauge.gauges.dropped');

  function note({ metric, tags, fields: { value }, time }: Point): void {
    // What was told for an interval that was over changes no gauge of the present.
    if (value === undefined || tags.metric_type !== 'gauge' || isSelfMetric(metric) || isLateTime(time)) return;
    let entry = set.find(metric, tags);
    if (!entry) {
      if (set.size >= maxGauges()) {
        dropped.add();
        return;
      }
      entry = set.add(metric, tags);
    }
    // One of the future was told before the clock was set back, and must not stand until then.
    if (time < entry.time && entry.time <= clock.now()) return;
    entry.value = value;
    entry.time = time;
    if (value !== entry.savedValue || Math.abs(time - entry.savedTime) >= timeout() * refreshPart) writer.put(entry);
  }

  return {
    async load() {
      const read = await readLog(path);
      if (!read.ok) logger.error(`the gauges of the last run are lost: ${path} cannot be read: ${read.reason}`);
      const { gauges, damaged } = read.ok ? read.value : { gauges: [], damaged: 0 };
      // The last group of a process that was killed is damaged, which costs what it was about to say.
      if (damaged > 1) logger.warn(`${path}: ${damaged} damaged groups of gauges are left out`);
      const kept = gauges.filter(({ lastActive }) => lastActive >= clock.now() - timeout());
      for (const { metric, tags, value, lastActive } of kept) {
        const entry = set.find(metric, tags) ?? set.add(metric, tags);
        if (lastActive < entry.time) continue;
        entry.value = value;
        entry.time = lastActive;
      }
      writer.open();
      return kept;
    },
    points: points => points.forEach(note),
    flushed: writer.write,
    forgotten(metric, tags) {
      const entry = set.find(metric, tags);
      if (!entry) return;
      set.remove(entry);
      writer.forget(entry);
    },
    written: writer.written,
    parts: (): readonly Part[] => [writer.part()],
    async close() {
      writer.write();
      const closed = writer.written().then(log.close);
      await within(
        clock,
        patience,
        closed.catch(() => {}),
      );
    },
  };
}
