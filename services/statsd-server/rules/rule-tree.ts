import type { MetricType } from '../../shared/metric.ts';
import { hasStar, type NamePattern } from './name-pattern.ts';
import { compilePartGlob, type PartGlob } from './part-glob.ts';

/** What a tree finds a rule by. */
export interface Findable {
  readonly pattern: NamePattern;
  /** Undefined: of every type. */
  readonly types: readonly MetricType[] | undefined;
}

/** A rule, and its place in the configuration. */
interface Ranked<Rule> {
  readonly rule: Rule;
  readonly rank: number;
}

interface Node<Rule> {
  readonly literal: Map<string, Node<Rule>>;
  readonly globs: Map<string, { readonly glob: PartGlob; readonly node: Node<Rule> }>;
  /** Of patterns that end here, and of those whose `**` begins here; in the order of the configuration. */
  readonly ends: Ranked<Rule>[];
  readonly opens: Ranked<Rule>[];
}

/** Finds the first rule for metrics of this name and type; `literalFirst` leaves out patterns whose first part has a star. */
export type RuleTree<Rule> = (metric: string, type: MetricType, literalFirst: boolean) => Rule | undefined;

/**
 * A tree of the patterns' parts, so that a name is held against the few patterns that begin as it does rather than
 * against all. Every node lies at one depth and so meets one part of a name, once: a name costs at most its length
 * times the number of nodes, whatever is in it.
 */
export function createRuleTree<Rule extends Findable>(rules: readonly Rule[]): RuleTree<Rule> {
  if (rules.length === 0) return () => undefined;
  const root = createNode<Rule>();
  for (const [rank, rule] of rules.entries()) {
    const { parts, open } = rule.pattern;
    const node = parts.reduce(childOf, root);
    (open ? node.opens : node.ends).push({ rule, rank });
  }
  // What lies deeper than any pattern is only ever part of a `**`.
  const deepest = 1 + Math.max(...rules.map(({ pattern }) => pattern.parts.length));

  return (metric, type, literalFirst) => {
    const parts = metric.split('.', deepest);
    const next = root.literal.get(parts[0]!);
    const best = literalFirst ? next && search(next, parts, 1, type) : search(root, parts, 0, type);
    return best?.rule;
  };
}

/** The first of the rules below a node, at which the parts from `depth` on are still to be matched, or `best`. */
function search<Rule extends Findable>(
  node: Node<Rule>,
  parts: readonly string[],
  depth: number,
  type: MetricType,
  best?: Ranked<Rule>,
): Ranked<Rule> | undefined {
  const part = parts[depth];
  if (part === undefined) return firstOf(node.ends, type, best);
  let found = firstOf(node.opens, type, best);
  const next = node.literal.get(part);
  if (next !== undefined) found = search(next, parts, depth + 1, type, found);
  for (const { glob, node: below } of node.globs.values()) {
    if (glob(part) !== undefined) found = search(below, parts, depth + 1, type, found);
  }
  return found;
}

function firstOf<Rule extends Findable>(
  ranked: readonly Ranked<Rule>[],
  type: MetricType,
  best: Ranked<Rule> | undefined,
): Ranked<Rule> | undefined {
  for (const one of ranked) {
    if (best !== undefined && one.rank >= best.rank) return best;
    if (one.rule.types === undefined || one.rule.types.includes(type)) return one;
  }
  return best;
}

function createNode<Rule>(): Node<Rule> {
  return { literal: new Map(), globs: new Map(), ends: [], opens: [] };
}

function childOf<Rule>(node: Node<Rule>, part: string): Node<Rule> {
  if (!hasStar(part)) {
    const known = node.literal.get(part) ?? createNode<Rule>();
    node.literal.set(part, known);
    return known;
  }
  const known = node.globs.get(part) ?? { glob: compilePartGlob(part), node: createNode<Rule>() };
  node.globs.set(part, known);
  return known.node;
}
