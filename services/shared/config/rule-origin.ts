import type { RuleConfig } from './sections/log-rules.ts';

const origins = new WeakMap<RuleConfig, string>();

/** Remembers where a rule stands that is not in the configuration file itself: `/etc/tidegauge/rules.d/shop.yaml:4: logs.rules[0]`. */
export function setOrigin(rule: RuleConfig, origin: string): void {
  origins.set(rule, origin);
}

/** Where a rule stands; undefined for one of the configuration file. */
export function originOf(rule: RuleConfig): string | undefined {
  return origins.get(rule);
}
