import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statsdSection } from '../../../../services/shared/config/sections/statsd.ts';
import { createMetricRules } from '../../../../services/statsd-server/rules/rules.ts';

/** Milliseconds that `count` names take, the best of three: the machine may do something else meanwhile. */
function cost(rules: object[], names: readonly string[]): number {
  const ruled = createMetricRules(statsdSection.parse({ rules }));
  const round = () => {
    const began = performance.now();
    for (const metric of names) ruled('counter', { metric, tags: {} });
    return performance.now() - began;
  };
  return Math.min(round(), round(), round());
}

const long = 8192;
const stars = '*a*a*a*a*a*a*a*a*a*a*a*a*b';

/** Made to send whatever goes back in the text through it over and over. */
const hostile: Record<string, string> = {
  'one letter': 'a'.repeat(long),
  'no part but empty ones': '.'.repeat(long),
  'many parts': 'a.'.repeat(long / 2),
  'what almost fits': `${'a'.repeat(long - 1)}c`,
};

for (const [what, name] of Object.entries(hostile))
  test(`a name of 8 KB costs little whatever the patterns: ${what}`, () => {
    const rules = [stars, `${stars}.${stars}`, `${'*a.'.repeat(20)}b`, `${'*.'.repeat(200)}**`, `**`].map(match => ({
      match,
      rename: 'x.$1',
    }));
    // A regular expression that goes back takes longer than the universe has been there.
    assert.ok(cost(rules, [name]) < 50);
  });

test('rules that begin otherwise cost a new series next to nothing', () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `shop.orders.${index}.time`);
  const rule = (index: number) => ({ match: `app${index}.*.time`, rename: 'time', tags: { app: '$1' } });
  const few = cost([rule(1)], names);
  const many = cost(
    Array.from({ length: 1000 }, (_, index) => rule(index)),
    names,
  );
  assert.ok(many < 10 * few + 10, `${many} ms with 1000 rules, ${few} ms with one`);
});
