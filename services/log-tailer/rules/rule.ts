import type { ValueUnit } from '../../shared/config/sections/log-rules.ts';
import type { MetricType, Tags } from '../../shared/metric.ts';
import type { Groups } from './expressions/groups.ts';
import type { LineView } from './line-view.ts';

/** Reads something of a line that a rule matches: a group, what lies at a path, or a key's value. */
export type Field = (line: LineView, groups: Groups) => unknown;

/** What a rule makes of the lines that it matches. */
export interface RuleMetric {
  readonly metric: string;
  readonly type: MetricType;
  /** The number, or the member of a set; only a counter may go without, and counts 1. */
  readonly value: Field | undefined;
  /** Of numbers that have none of their own. */
  readonly unit: ValueUnit | undefined;
  readonly tags: readonly { readonly name: string; readonly field: Field }[];
  readonly fixedTags: Tags;
}

/** A rule of the configuration that has been checked and is ready to look at lines. Made by compile.ts. */
export interface Rule {
  /** One text for all rules that say the same: what is known of its values outlives a change of other rules. */
  readonly id: string;
  /** Where it stands: `logs.rules[2]`. */
  readonly key: string;
  /** What it is called: its own name, that of its metric, or `drop`. */
  readonly name: string;
  /** What it looks for, on one line. */
  readonly condition: string;
  /** Undefined for one that leaves its lines out. */
  readonly metric: RuleMetric | undefined;
  /** ASCII texts of which every line that it matches contains one; undefined when none can be told. */
  readonly literals: readonly string[] | undefined;
  /** Instructions that its expression compiles to; 0 without one. */
  readonly size: number;
  /** Its groups, when it matches the line. */
  match(line: LineView): Groups | undefined;
  /** Whether the rule is for the file of that path or the container of that name. */
  appliesTo(name: string): boolean;
}
