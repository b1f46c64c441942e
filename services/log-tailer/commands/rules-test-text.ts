import type { TestedLine, TestedMetric, TestedRule } from '../../shared/logs/rule-test.ts';
import { amountText } from './amount-text.ts';
import { terminalText } from './terminal-text.ts';

/** How text is shown. */
export interface TextStyle {
  readonly colours: boolean;
  /** Characters in a row, of which a line is cut to fit. */
  readonly columns: number;
}

const colour = { faint: 2, bold: 1, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

const painter =
  ({ colours }: TextStyle) =>
  (how: keyof typeof colour, text: string) =>
    colours ? `\u001b[${colour[how]}m${text}\u001b[0m` : text;

const fit = (text: string, columns: number) =>
  text.length > columns ? `${text.slice(0, Math.max(1, columns - 1))}…` : text;

/** A line of a log, and under it what it becomes. `number` counts from 1. */
export function lineText(tested: TestedLine, number: number, style: TextStyle): string {
  const paint = painter(style);
  const head = `${number}  `;
  const indent = ' '.repeat(head.length);
  const room = Math.max(2, style.columns - head.length);
  const said = tested.metrics.map(metric => `${indent}${paint('green', metricText(metric))}\n`);
  return [
    `${paint('faint', head)}${fit(terminalText(tested.line.slice(0, room + 1)), room)}\n`,
    `${indent}${stateText(tested, style)}\n`,
    ...said,
  ].join('');
}

function stateText({ dropped, format, level }: TestedLine, style: TextStyle): string {
  const paint = painter(style);
  if (dropped) return paint('yellow', 'dropped');
  // It was joined to a stack trace: of no severity or format of its own.
  if (level === undefined) return 'part of the entry above';
  const isBad = level === 'error' || level === 'fatal';
  return `${paint('cyan', format ?? 'plain')}, ${isBad ? paint('red', level) : level}`;
}

/** `shop.revenue{method:card} +12.5` */
function metricText({ name, type, tags, value }: TestedMetric): string {
  const pairs = Object.entries(tags).map(([tag, value]) => `${tag}:${value}`);
  return terminalText(`${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${valueText(type, value)}`);
}

function valueText(type: TestedMetric['type'], value: number | string): string {
  if (type === 'counter') return `+${value}`;
  if (type === 'timing') return `${value} ms`;
  if (type === 'set') return `has ${JSON.stringify(value)}`;
  return type === 'gauge' ? `= ${value}` : String(value);
}

/** How many lines were of each format, and how each rule did: which never matched, and what it costs. */
export function summaryText(
  lines: number,
  formats: ReadonlyMap<string, number>,
  rules: readonly TestedRule[],
  style: TextStyle,
): string {
  const paint = painter(style);
  const found = [...formats].sort(([, a], [, b]) => b - a).map(([format, count]) => `${count} ${format}`);
  const head = `${amountText(lines, 'line')}${found.length > 0 ? `: ${found.join(', ')}` : ''}\n`;
  if (rules.length === 0) return `${head}There are no rules.\n`;
  const rows = rules.map(rule => {
    const matched = rule.applies ? (rule.matched > 0 ? String(rule.matched) : 'never') : 'not for it';
    const cost = rule.cost === undefined ? '' : rule.cost.toFixed(2);
    const count = matched.padStart(10);
    const shown = rule.matched > 0 ? count : paint(rule.applies ? 'red' : 'faint', count);
    return `${shown}  ${cost.padStart(7)}  ${terminalText(rule.name)}  ${paint('faint', terminalText(rule.key))}\n`;
  });
  return `${head}${paint('bold', '   matched  µs/line  rule')}\n${rows.join('')}`;
}
