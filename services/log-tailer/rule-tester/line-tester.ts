import { type Level, levels } from '../../shared/levels.ts';
import type { TestedLine, TestedMetric, TestedRule } from '../../shared/logs/rule-test.ts';
import { createSourceMetrics, type SourceMetricsOptions } from '../metrics/source-metrics.ts';
import type { Rule } from '../rules/rule.ts';
import type { RuleReader } from '../rules/rule-reader.ts';
import { type CostOptions, ruleCost } from './cost.ts';
import { createRecorder } from './recorder.ts';
import { createTraceHolder } from './trace-holder.ts';

/** Tries rules on lines, one after the other, as the log-tailer would apply them to a log. */
export interface LineTester {
  /** Tests the next line. Returns what is known by now of this and those before: a stack trace is held back until its exception is counted. */
  line(line: Buffer): TestedLine[];
  /** Characters of JSON that all lines so far are told in, those held back included. */
  size(): number;
  /** What is held back when no more lines come. */
  end(): TestedLine[];
  /** How each rule did on all lines so far; `cost.time` is for all rules together. */
  rules(cost: CostOptions): TestedRule[];
}

/** How the log of the lines is read. */
export interface LineTesterOptions extends Pick<SourceMetricsOptions, 'format' | 'switches'> {
  /** Path or name that it is taken to have; without it every rule is tried. */
  readonly source?: string | undefined;
}

/** Lines on which costs are measured, the first ones, and bytes of them. */
const mostSamples = 500;
const mostSampleBytes = 262_144;

/** What every line becomes, which a test need not say. */
const ofEveryLine = new Set(['log.lines', 'log.bytes', 'log.entries', 'log.dropped']);

/** No lines yet. */
export function createLineTester(rules: readonly Rule[], { source, ...how }: LineTesterOptions = {}): LineTester {
  const tried = source === undefined ? rules.map(rule => ({ ...rule, appliesTo: () => true })) : rules;
  const metrics = createSourceMetrics({ tags: {}, name: source ?? '', rules: tried, ...how });
  const readers = new Map<Rule, RuleReader>(metrics.rules().map(reader => [reader.rule, reader]));
  const counts = () => tried.map(rule => readers.get(rule)?.matched() ?? 0);
  const recorder = createRecorder();
  const holder = createTraceHolder();
  const end = () => {
    metrics.report(recorder);
    return holder.take(recorder.take());
  };
  const samples: Buffer[] = [];
  let sampleBytes = 0;
  let size = 0;

  return {
    line(line) {
      if (samples.length < mostSamples && sampleBytes + line.length <= mostSampleBytes) {
        samples.push(line);
        sampleBytes += line.length;
      }
      const before = counts();
      metrics.line(line, 0, line.length, line.length + 1);
      metrics.reportSettled(recorder);
      const said = recorder.take();
      const dropped = said.some(({ name }) => name === 'log.dropped');
      const tested = {
        line: line.toString(),
        format: dropped ? undefined : metrics.lineFormat(),
        level: levelIn(said),
        dropped,
        metrics: said.filter(({ name }) => !ofEveryLine.has(name)),
        rules: counts().flatMap((count, index) => (count > before[index]! ? [index] : [])),
      };
      size += JSON.stringify(tested).length;
      const known = holder.next(tested, metrics.keep()?.trace?.open);
      return holder.isFull() ? [...known, ...end()] : known;
    },
    size: () => size,
    end,
    rules({ now, time }) {
      const cost = { now, time: time / tried.length };
      return tried.map(rule => {
        const reader = readers.get(rule);
        return {
          name: rule.name,
          key: rule.key,
          applies: reader !== undefined,
          matched: reader?.matched() ?? 0,
          cost: reader && ruleCost(rule, samples, cost),
        };
      });
    },
  };
}

function levelIn(said: readonly TestedMetric[]): Level | undefined {
  const level = said.find(({ name }) => name === 'log.entries')?.tags.level;
  return levels.find(known => known === level);
}
