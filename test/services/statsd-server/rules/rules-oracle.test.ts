import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statsdSection } from '../../../../services/shared/config/sections/statsd.ts';
import { createMetricRules } from '../../../../services/statsd-server/rules/rules.ts';

/** All texts of up to `most` pieces. */
const texts = (pieces: readonly string[], most: number): string[] =>
  most === 0 ? [''] : ['', ...pieces.flatMap(piece => texts(pieces, most - 1).map(rest => piece + rest))];

const patterns = [...new Set(texts(['a', '*', '.'], 5))].filter(text => text !== '' && !/\*\*/.test(text));
const open = ['**', 'a.**', '*.**', 'a*.**', '.**', 'a.*.**'];
const names = [...new Set(texts(['a', 'b', '.'], 5))].filter(text => text !== '');

/** The same pattern as a regular expression. */
const expressionOf = (pattern: string) =>
  new RegExp(
    `^${pattern.replaceAll('.', '\\.').replace(/\*\*$/, '(#)').replace(/\*/g, '([^.]*?)').replace('(#)', '(.*)')}$`,
  );

test('the first rule that matches holds, and its stars stand for what those of a regular expression do', () => {
  // Every 37th pattern, so that each set of rules is a mix of exact, starred and open ones in another order.
  for (let start = 0; start < 12; start++) {
    const matches = [...patterns, ...open].filter((_, index) => (index * 11) % 37 === start);
    const expressions = matches.map(expressionOf);
    const rules = createMetricRules(
      statsdSection.parse({
        rules: matches.map((match, index) => ({
          match,
          tags: {
            rule: `${index}`,
            ...Object.fromEntries([...match.matchAll(/\*+/g)].map((_, at) => [`s${at}`, `<$${at + 1}>`])),
          },
        })),
      }),
    );
    for (const metric of names) {
      const index = expressions.findIndex(expression => expression.test(metric));
      const captures = expressions[index]?.exec(metric)?.slice(1) ?? [];
      const expected =
        index < 0
          ? {}
          : { rule: `${index}`, ...Object.fromEntries(captures.map((text, at) => [`s${at}`, `<${text}>`])) };
      const ruled = rules('counter', { metric, tags: {} });
      assert.deepEqual(ruled !== 'dropped' && ruled.tags, expected, `${metric} of ${matches}`);
    }
  }
});
