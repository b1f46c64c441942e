import type { Config } from '../../shared/config/schema.ts';
import type { Tags } from '../../shared/metric.ts';
import { isOwnMetric } from '../../shared/own-metrics.ts';
import type { Figures } from '../aggregation/figures.ts';
import { compileNamePattern } from './name-pattern.ts';
import type { MetricRules } from './rule.ts';
import { createRuleTree, type Findable } from './rule-tree.ts';
import { compileTemplate, type Template } from './template.ts';

/** The keys of the section that rules are made of. */
type RulesConfig = Pick<
  Config['statsd'],
  'rules' | 'flush_interval' | 'timing_fields' | 'percentiles' | 'statsd_percentiles' | 'histogram'
>;

/** A rule of the configuration, ready to be asked. */
interface Rule extends Findable {
  readonly drop: boolean;
  readonly rename: Template | undefined;
  readonly tags: readonly (readonly [string, Template])[];
  readonly interval: number;
  /** One object for all series of the rule. */
  readonly figures: Figures;
}

/**
 * Makes the rules of the configuration ready. The first that matches a metric's name and type holds; without one the
 * section's own interval and figures do. A rule's tag goes before one of that name that was sent; one that comes out
 * empty is not added, and a name that does leaves the metric its own. Patterns that begin with a star are not for what
 * our own collectors say: a rule for everything that applications send must not empty the dashboards of the host.
 */
export function createMetricRules(config: RulesConfig): MetricRules {
  const figures = figuresOf(config);
  const tree = createRuleTree(config.rules.map(rule => compileRule(rule, config)));
  return (type, { metric, tags }) => {
    const rule = tree(metric, type, isOwnMetric(metric));
    if (rule === undefined) return { metric, tags, interval: config.flush_interval, figures };
    if (rule.drop) return 'dropped';
    const captures = rule.pattern.captures(metric);
    return {
      metric: rule.rename?.(captures) || metric,
      tags: rule.tags.length === 0 ? tags : withTags(tags, rule.tags, captures),
      interval: rule.interval,
      figures: rule.figures,
    };
  };
}

function compileRule(rule: RulesConfig['rules'][number], config: RulesConfig): Rule {
  return {
    pattern: compileNamePattern(rule.match),
    types: rule.types,
    drop: rule.drop,
    rename: rule.rename === undefined ? undefined : compileTemplate(rule.rename),
    tags: Object.entries(rule.tags).map(([name, value]) => [name, compileTemplate(value)]),
    interval: rule.interval ?? config.flush_interval,
    figures: figuresOf(config, rule),
  };
}

/** The figures of the section, of which a rule may replace any. */
function figuresOf(config: RulesConfig, rule: Partial<RulesConfig['rules'][number]> = {}): Figures {
  return {
    fields: rule.fields ?? config.timing_fields,
    percentiles: rule.percentiles ?? config.percentiles,
    statsdPercentiles: rule.statsd_percentiles ?? config.statsd_percentiles,
    histogram: rule.histogram ?? config.histogram,
  };
}

/** The tags that were sent, and those of the rule. */
function withTags(sent: Tags, added: Rule['tags'], captures: readonly string[]): Tags {
  const tags: Record<string, string> = { ...sent };
  for (const [name, template] of added) {
    const value = template(captures);
    if (value !== '') tags[name] = value;
  }
  return tags;
}
