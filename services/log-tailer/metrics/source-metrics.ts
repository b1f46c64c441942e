import type { Tags } from '../../shared/metric.ts';
import type { StatsdClient } from '../../shared/statsd-client/client.ts';
import { ascii } from '../formats/bytes.ts';
import { createFixedFormat } from '../formats/fixed.ts';
import { formats } from '../formats/index.ts';
import { plainLevel } from '../formats/plain.ts';
import { createRecogniser } from '../formats/recogniser.ts';
import type { Chunk } from '../lines/line-sink.ts';
import { createRuleReaders } from '../rules/apply.ts';
import type { Rule } from '../rules/rule.ts';
import type { RuleReader } from '../rules/rule-reader.ts';
import { createExceptionCounter } from '../stack-traces/exception-counter.ts';
import { createStackTraces } from '../stack-traces/stack-traces.ts';
import { createLevelCounter } from '../tally/level-counter.ts';
import { createTally } from '../tally/tally.ts';
import { watchRequests } from '../written-metrics/requests.ts';
import { createWrittenReader } from '../written-metrics/written-metrics.ts';
import type { KeptLines } from './kept-lines.ts';
import type { SourceState } from './source-state.ts';
import { levelOf, type Told } from './told.ts';

/** What becomes of the lines of one source. */
export interface SourceMetrics {
  /** One line: the bytes [start, end) of `buffer` without the line end; `logged` is how many bytes it took in the log; `told`, what else that says of it. */
  line(buffer: Buffer, start: number, end: number, logged: number, told?: Told): void;
  /** See {@link LineSink.within}. */
  within(chunk: Chunk | undefined): void;
  /** The format of most of its first lines, by the names of docs/logs.md; undefined before there is a line. */
  format(): string | undefined;
  /** In which format the line was that came last, `plain` for none. */
  lineFormat(): string;
  /** The rules that are for it, and how often each has matched. */
  rules(): readonly RuleReader[];
  /** Later lines are looked at with these rules; what is known of those that stay is kept. */
  useRules(rules: readonly Rule[]): void;
  /** Whether so many different timings wait that `report` is due; beyond twice as many they are dropped, and counted. */
  isFull(): boolean;
  /** Says through the client what has gathered since the last call. */
  report(statsd: StatsdClient): void;
  /** As report, but the exception of a stack trace that may go on is not counted yet. */
  reportSettled(statsd: StatsdClient): void;
  /** What a restart must know to go on, right after a report; undefined when that is nothing. */
  keep(): SourceState | undefined;
}

/** What a source is called, and what is looked for in it. */
export interface SourceMetricsOptions {
  readonly tags: Tags;
  /** Path of the file or name of the container: what rules' `source` globs match. */
  readonly name: string;
  readonly rules: readonly Rule[];
  /** The name of the format that the configuration sets; without it the first lines decide. */
  readonly format?: string | undefined;
  /** Keeps some lines for the source's page. */
  readonly keptLines?: KeptLines;
  /** What `keep` said before a restart. */
  readonly kept?: SourceState | undefined;
  /** Asked for every line; all are on by default. */
  readonly switches?: SourceSwitches;
}

/** What can be switched off. */
export interface SourceSwitches {
  /** Whether the metrics that a program wrote into its lines are taken. */
  readonly writtenMetrics: boolean;
  /** Whether the lines of a stack trace are one entry, and exceptions are counted. */
  readonly stackTraces: boolean;
}

const allOn: SourceSwitches = { writtenMetrics: true, stackTraces: true };

/** Line → format → severity, and line → rules: all that is counted of one source between two reports. */
export function createSourceMetrics({
  tags,
  name,
  rules,
  format,
  keptLines,
  kept,
  switches = allOn,
}: SourceMetricsOptions): SourceMetrics {
  const tally = createTally(tags);
  const lines = tally.counter('log.lines');
  const bytes = tally.counter('log.bytes');
  const countEntry = createLevelCounter(tally, 'log.entries');
  const requests = watchRequests(tally);
  const written = createWrittenReader(tally);
  const formatted =
    format === undefined ? createRecogniser(formats, requests.tally) : createFixedFormat(format, requests.tally);
  const traces = createStackTraces(createExceptionCounter(tally), kept?.trace);
  const dropped = tally.counter('log.dropped');
  let ruled = createRuleReaders(rules, name, tally);

  const readEntry = (buffer: Buffer, start: number, end: number, told: Told | undefined) => {
    const ofFormat = formatted.read(buffer, start, end);
    let level = ofFormat ?? plainLevel(buffer, start, end, formatted.timeEnd());
    // Strings of JSON are the program's own, wherever what is in them comes from.
    if (requests.isRequest() && buffer[start] !== ascii.openBrace) traces.request();
    else if (switches.stackTraces) level = traces.entry(level, ofFormat === undefined, buffer, start, end);
    if (told === 'continued') return;
    level = levelOf(level, told);
    countEntry(level);
    keptLines?.see(level, buffer, start, end);
  };

  return {
    line(buffer, start, end, logged, told) {
      lines.add(1);
      bytes.add(logged);
      if (ruled.read(buffer, start, end)) {
        dropped.add(1);
        return;
      }
      if (!switches.stackTraces || !traces.joins(buffer, start, end)) readEntry(buffer, start, end, told);
      else if (traces.tells()) keptLines?.seeMore(buffer, start, end);
      if (!requests.take() && switches.writtenMetrics) written.read(buffer, start, end);
    },
    within(chunk) {
      formatted.within(chunk);
      written.within(chunk);
      traces.within(chunk);
    },
    useRules(changed) {
      ruled = createRuleReaders(changed, name, tally, ruled);
    },
    rules: () => ruled.readers,
    lineFormat: formatted.lineFormat,
    format: formatted.format,
    isFull: tally.isFull,
    report(statsd) {
      traces.settle();
      tally.report(statsd);
    },
    reportSettled: statsd => tally.report(statsd),
    keep() {
      const trace = traces.keep();
      return trace && { trace };
    },
  };
}
