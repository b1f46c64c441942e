import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { statsdSection } from '../../../../services/shared/config/sections/statsd.ts';
import { type MetricType, tagsKey } from '../../../../services/shared/metric.ts';
import type { MetricRules } from '../../../../services/statsd-server/rules/rule.ts';
import { createMetricRules } from '../../../../services/statsd-server/rules/rules.ts';

const page = readFileSync(new URL('../../../../docs/metric-rules.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```yaml rules\n(.*?)```\s+```statsd\n(.*?)```\s+```metrics\n(.*?)```/gs)];
const types: Record<string, MetricType> = { c: 'counter', g: 'gauge', ms: 'timing' };

/** What a line of the page's examples, `name:value|type|#tag:value`, becomes; nothing when it is dropped. */
function become(rules: MetricRules, line: string): string[] {
  const [, metric = '', value, letter = '', section = ''] = /^(.*?):(.*?)\|(\w+)(?:\|#(.*))?$/.exec(line) ?? [];
  const tags = Object.fromEntries(section === '' ? [] : section.split(',').map(tag => tag.split(':')));
  const ruled = rules(types[letter]!, { metric, tags });
  if (ruled === 'dropped') return [];
  const key = tagsKey(ruled.tags);
  return [`${ruled.metric}${key && `{${key}}`} ${value} ${letter}`];
}

test('every example of docs/metric-rules.md is one of these', () => {
  assert.ok(examples.length > 0);
  assert.equal(examples.length, [...page.matchAll(/^```yaml rules$/gm)].length);
});

for (const [, rules = '', lines = '', metrics = ''] of examples)
  test(`docs/metric-rules.md: ${rules.split('\n')[0]}`, () => {
    const ruled = createMetricRules(statsdSection.parse({ rules: parse(rules) }));
    const told = lines
      .trimEnd()
      .split('\n')
      .flatMap(line => become(ruled, line));
    assert.deepEqual(told.sort(), metrics.trimEnd().split('\n'));
  });
