import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { bounded } from './number.ts';
import { scaled, unitOf } from './units.ts';
import type { BadReason, WrittenMetric, WrittenTag } from './written-metric.ts';

/** l2met's words for a counter, a gauge and a distribution. */
export type L2metWord = 'count' | 'sample' | 'measure';

const pair = /^([^=]*)=([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)([a-zA-Zµ]*|%)$/;

/**
 * Reads what stands behind `count#`, `sample#` or `measure#`: `db.query=12ms`, as
 * https://github.com/ryandotsmith/l2met/wiki/Usage has it. Times become milliseconds, sizes bytes; letters that are no
 * unit of either are passed over. A measure of time is a timing, any other a histogram.
 */
export function readL2met(
  word: L2metWord,
  text: string,
  tags: readonly WrittenTag[],
): Outcome<WrittenMetric, BadReason> {
  const [, name, digits, letters = ''] = pair.exec(text) ?? [];
  if (name === undefined) return failure('value');
  const unit = unitOf(letters);
  const value = bounded(scaled(Number(digits), unit?.factor ?? 1));
  if (value === undefined) return failure('value');
  if (word === 'sample') return success({ type: 'gauge', name, tags, values: [value], change: false });
  const measured = unit?.of === 'time' ? 'timing' : 'histogram';
  return success({ type: word === 'count' ? 'counter' : measured, name, tags, values: [value], rate: 1 });
}

/** The text of `source=…`, which l2met has as what tells series of one name apart; undefined without one. */
export function readSource(text: string): string | undefined {
  const [, quoted, plain] = /(?:^|\s)source=(?:"([^"]*)"|([^\s"\\]+))/.exec(text) ?? [];
  return (quoted ?? plain) || undefined;
}
