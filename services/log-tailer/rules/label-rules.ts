import type { Container } from '../../shared/engine/container.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import { quote } from '../../shared/logging/quote.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { isOwnMetric } from '../../shared/own-metrics.ts';
import type { Rule } from './rule.ts';
import { readRules } from './rules-text.ts';

/** A label that leaves the log of its container out: `true`. */
const excludeLabel = 'tidegauge.exclude';
/** A label with rules for the log of its container alone, a YAML list. */
const rulesLabel = 'tidegauge.rules';

/** Whoever makes an image can put rules into its labels: so they have bounds of their own. */
const longest = 10_000;
const mostRules = 20;
/** All together may cost what one rule of the configuration may. */
const mostInstructions = 300;

/** Whether its labels say that the container's log is not to be read. */
export const isExcluded = ({ labels }: Pick<Container, 'labels'>): boolean => labels[excludeLabel] === 'true';

/** The rules that a container's labels have for its own log; none without the label. A failure names the label, the rule and the key. */
export function rulesOfLabels({ labels }: Pick<Container, 'labels'>): Outcome<readonly Rule[], string[]> {
  const text = labels[rulesLabel];
  if (text === undefined) return success([]);
  if (text.length > longest) return refuse(`is ${text.length} characters long, at most ${longest} are allowed`);
  const rules = readRules(text, rulesLabel);
  if (!rules.ok) return rules;
  if (rules.value.length > mostRules)
    return refuse(`has ${rules.value.length} rules, at most ${mostRules} are allowed`);
  const size = rules.value.reduce((sum, rule) => sum + rule.size, 0);
  if (size > mostInstructions)
    return refuse(`has expressions of ${size} instructions together, at most ${mostInstructions} are allowed`);
  const own = rules.value.find(({ metric }) => metric !== undefined && isOwnMetric(metric.metric));
  if (own?.metric) return refuse(`has a metric ${quote(own.metric.metric)}, a name that Tidegauge has for its own`);
  return rules;
}

/** Of containers whose rules have been read: a log is opened for each stream, and again while its file is not there. */
const read = new WeakMap<Container, readonly Rule[]>();

/** As {@link rulesOfLabels}; of rules that are not valid none counts, and each fault is told once. */
export function usableLabelRules(container: Container, logger: Logger): readonly Rule[] {
  const known = read.get(container);
  if (known !== undefined) return known;
  const rules = rulesOfLabels(container);
  if (!rules.ok)
    for (const reason of rules.reason)
      logger.warn(`the rules in the labels of container ${quote(container.name)} are left out: ${reason}`);
  const usable = rules.ok ? rules.value : [];
  read.set(container, usable);
  return usable;
}

const refuse = (reason: string) => failure([`${rulesLabel} ${reason}`]);
