import { type Level, levels } from '../../shared/levels.ts';
import type { Tags } from '../../shared/metric.ts';
import type { StatsdClient } from '../../shared/statsd-client/client.ts';
import { formats } from '../formats/index.ts';
import { plainLevel } from '../formats/plain.ts';
import { createRecogniser } from '../formats/recogniser.ts';
import { createRuleReader, ruleBytes } from '../rules/apply.ts';
import type { Rule } from '../rules/rule.ts';
import { watchRequests } from '../written-metrics/requests.ts';
import { createWrittenReader } from '../written-metrics/written-metrics.ts';
import { createTally, type Entry } from './tally.ts';

/** What becomes of the lines of one source. */
export interface SourceMetrics {
  /** One line: the bytes [start, end) of `buffer` without the line end; `logged` is how many bytes it took in the log. */
  line(buffer: Buffer, start: number, end: number, logged: number): void;
  /** The format of most of its first lines, by the names of docs/logs.md; undefined before there is a line. */
  readonly format: string | undefined;
  /** Whether so many different timings wait that `report` is due; beyond twice as many they are dropped, and counted. */
  readonly full: boolean;
  /** Says through the client what has gathered since the last call. */
  report(statsd: StatsdClient): void;
}

/** What a source is called, and what is looked for in it. */
export interface SourceMetricsOptions {
  readonly tags: Tags;
  /** Path of the file or name of the container: what rules' `source` globs match. */
  readonly name: string;
  readonly rules: readonly Rule[];
  /** Whether the metrics that a program wrote into its lines are taken, which is asked for every line; they are by default. */
  readonly switches?: { readonly writtenMetrics: boolean };
}

const allOn = { writtenMetrics: true };

/** Line → format → severity, and line → rules: all that is counted of one source between two reports. */
export function createSourceMetrics({ tags, name, rules, switches = allOn }: SourceMetricsOptions): SourceMetrics {
  const tally = createTally(tags);
  const lines = tally.counter('log.lines');
  const bytes = tally.counter('log.bytes');
  const entries = Object.fromEntries(levels.map(level => [level, tally.counter('log.entries', { level })])) as Readonly<
    Record<Level, Entry>
  >;
  const requests = watchRequests(tally);
  const readWritten = createWrittenReader(tally);
  const formatted = createRecogniser(formats, requests.tally);
  const ruleReaders = rules.filter(rule => rule.appliesTo(name)).map(rule => createRuleReader(rule, tally));

  return {
    line(buffer, start, end, logged) {
      lines.add(1);
      bytes.add(logged);
      entries[formatted.read(buffer, start, end) ?? plainLevel(buffer, start, end)].add(1);
      if (!requests.take() && switches.writtenMetrics) readWritten(buffer, start, end);
      if (ruleReaders.length === 0) return;
      const text = buffer.toString('utf8', start, Math.min(end, start + ruleBytes));
      for (const read of ruleReaders) read(text);
    },
    get format() {
      return formatted.format;
    },
    get full() {
      return tally.full;
    },
    report: tally.report,
  };
}
