import { parseRules } from '../../shared/config/rule-files.ts';
import { originOf } from '../../shared/config/rule-origin.ts';
import type { RuleConfig } from '../../shared/config/sections/log-rules.ts';
import type { Container } from '../../shared/engine/container.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import { quote } from '../../shared/logging/quote.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { isOwnMetric } from '../../shared/own-metrics.ts';
import { compileRules } from './compile.ts';
import type { Rule } from './rule.ts';

/** A label that leaves the log of its container out: `true`. */
const excludeLabel = 'tidegauge.exclude';
/** A label with rules for the log of its container alone, a YAML list. */
const rulesLabel = 'tidegauge.rules';

/** Whoever makes an image can put rules into its labels: so they have bounds of their own. */
const longest = 10_000;
const mostRules = 20;
/** All together. */
const mostInstructions = 60;
/** Bytes of a line that they see: with that many instructions some milliseconds for the worst line. */
const seenBytes = 1024;

/** Whether its labels say that the container's log is not to be read. */
export const isExcluded = ({ labels }: Pick<Container, 'labels'>): boolean => labels[excludeLabel] === 'true';

/** The rules that a container's labels have for its own log; none without the label. A failure names the label, the rule and the key. */
export function rulesOfLabels({ labels }: Pick<Container, 'labels'>): Outcome<readonly Rule[], string[]> {
  const text = labels[rulesLabel];
  if (text === undefined) return success([]);
  if (text.length > longest) return refuse(`is ${text.length} characters long, at most ${longest} are allowed`);
  const parsed = parseRules(text, rulesLabel);
  if (!parsed.ok) return parsed;
  const configs = parsed.value;
  if (configs.length > mostRules) return refuse(`has ${configs.length} rules, at most ${mostRules} are allowed`);
  const fault = configs.flatMap(config => faultOf(config) ?? [])[0];
  return fault === undefined ? compileBounded(configs) : refuse(fault);
}

/** What only labels must not say. */
function faultOf(config: RuleConfig): string | undefined {
  const { metric, source } = config;
  // Those of requests too, which a rule of the configuration may add to.
  if (metric !== undefined && isOwnMetric(metric))
    return `has a metric ${quote(metric)}, a name that Tidegauge has for its own`;
  if (source !== undefined)
    return `has a source (${originOf(config)}): leave it out, a label's rules are for its container alone`;
  return undefined;
}

/** One after the other: nothing is compiled behind one that is not valid, or with which they are too large. */
function compileBounded(configs: readonly RuleConfig[]): Outcome<readonly Rule[], string[]> {
  const rules: Rule[] = [];
  let size = 0;
  for (const config of configs) {
    const compiled = compileRules([config], seenBytes);
    if (!compiled.ok) return compiled;
    for (const rule of compiled.value) {
      rules.push(rule);
      size += rule.size;
    }
    if (size > mostInstructions)
      return refuse(`has expressions of more than ${mostInstructions} instructions together, which is too large`);
  }
  return success(rules);
}

/** By the container's id: a log is opened for each stream, and again while its file is not there. */
const read = new Map<string, { readonly text: string; readonly rules: readonly Rule[] }>();
/** Containers remembered: of an older one a fault would be told again. */
const mostRead = 1000;

/** As {@link rulesOfLabels}; of rules that are not valid none counts, and each fault is told once for a container's id and label. */
export function usableLabelRules(container: Container, logger: Logger): readonly Rule[] {
  const text = container.labels[rulesLabel];
  if (text === undefined) return [];
  const known = read.get(container.id);
  if (known?.text === text) return known.rules;
  const rules = rulesOfLabels(container);
  if (!rules.ok)
    for (const reason of rules.reason)
      logger.warn(`the rules in the labels of container ${quote(container.name)} are left out: ${reason}`);
  const usable = rules.ok ? rules.value : [];
  read.set(container.id, { text, rules: usable });
  const [oldest] = read.keys();
  if (read.size > mostRead && oldest !== undefined) read.delete(oldest);
  return usable;
}

const refuse = (reason: string) => failure([`${rulesLabel} ${reason}`]);
