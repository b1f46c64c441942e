import { messageOf } from '../../shared/outcome.ts';
import type { Part } from '../../shared/part.ts';
import { definitionWeight, type GaugeLog } from './gauge-log.ts';
import type { GaugeSet } from './gauge-set.ts';
import type { KeptEntry } from './kept-entry.ts';
import type { KeptGaugesOptions } from './options.ts';

/** Brings the log up to what the set holds, one write at a time, and never lets anyone wait. */
export interface GaugeWriter {
  /** From now on `write` writes. */
  open(): void;
  /** It is to be written; what it is by then counts. */
  put(entry: KeptEntry): void;
  /** It left the set. */
  forget(entry: KeptEntry): void;
  /** Writes what waits, now or after the write under way. */
  write(): void;
  /** Resolves when nothing is being written. */
  written(): Promise<void>;
  part(): Part;
}

/** What a writer works with. */
export interface GaugeWriterOptions extends KeptGaugesOptions {
  readonly set: GaugeSet;
  readonly log: GaugeLog;
}

/** A log is written anew when it is more than twice as long as it must be, and a little. */
const slack = 5000;

/** Writes nothing yet. */
export function createGaugeWriter(options: GaugeWriterOptions): GaugeWriter {
  const { path, set, log, clock, logger, selfMetrics, timeout } = options;
  const failures = selfMetrics.counter('tidegauge.gauges.failures');
  let waiting: KeptEntry[] = [];
  let forgotten: number[] = [];
  let opened = false;
  let again = false;
  let writing: Promise<void> | undefined;
  /** Whether what the file holds is not known, as after a failure. */
  let anew = true;
  let rewrittenAt = Number.NEGATIVE_INFINITY;
  let problem: string | undefined;

  /** At times for those whose time is out, too, which nobody may have told of. */
  const isRewriteDue = () =>
    anew ||
    log.weight > 2 * (1 + definitionWeight) * set.size + slack ||
    Math.abs(clock.now() - rewrittenAt) > timeout();

  async function writeOnce(): Promise<void> {
    const [entries, gone] = [waiting, forgotten];
    waiting = [];
    forgotten = [];
    const rewriting = isRewriteDue();
    anew = false;
    try {
      if (rewriting) await rewrite();
      else await log.append(entries, gone);
      if (problem) logger.info(`${path} is written again`);
      problem = undefined;
    } catch (error) {
      anew = true;
      failures.add();
      const reason = messageOf(error);
      if (!problem) logger.error(`gauges are not kept over a restart: ${path} cannot be written: ${reason}`);
      problem = reason;
    }
  }

  async function rewrite(): Promise<void> {
    const now = clock.now();
    await log.rewrite(live(now - timeout()));
    rewrittenAt = now;
  }

  function* live(oldest: number): Generator<KeptEntry> {
    for (const entry of set.all()) {
      if (entry.time < oldest) set.remove(entry);
      else yield entry;
    }
  }

  /** A disk that stands still while gauges come and go must not make the lists grow: the file is then written as a whole. */
  function bound(): void {
    if (waiting.length + forgotten.length <= 2 * set.size + slack) return;
    waiting = [];
    forgotten = [];
    anew = true;
  }

  async function writeAll(): Promise<void> {
    while (again) {
      again = false;
      await writeOnce();
    }
    writing = undefined;
  }

  return {
    open() {
      opened = true;
    },
    put(entry) {
      if (entry.waiting) return;
      entry.waiting = true;
      waiting.push(entry);
      bound();
    },
    forget(entry) {
      // What the file that comes does not mention yet is left out of it.
      if (!log.mentions(entry)) return;
      forgotten.push(entry.id);
      bound();
    },
    write() {
      if (!opened || !(anew || waiting.length > 0 || forgotten.length > 0)) return;
      again = true;
      writing ??= writeAll();
    },
    written: () => writing ?? Promise.resolve(),
    part: () =>
      problem
        ? {
            name: 'kept gauges',
            state: 'down',
            detail: `${path} cannot be written: ${problem}`,
            remedy: 'make room on the disk, or let the server write there',
          }
        : { name: 'kept gauges', state: 'ok', detail: `${set.size} gauges, kept in ${path}` },
  };
}
