import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statsdSection } from '../../../../services/shared/config/sections/statsd.ts';
import { createMetricRules } from '../../../../services/statsd-server/rules/rules.ts';

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
  test(`a name of 8 KB is done with whatever the patterns: ${what}`, () => {
    const rules = [stars, `${stars}.${stars}`, `${'*a.'.repeat(20)}b`, `${'*.'.repeat(200)}**`, `**`].map(match => ({
      match,
      rename: 'x.$1',
    }));
    const ruled = createMetricRules(statsdSection.parse({ rules }));
    // A regular expression that goes back would take longer than the universe has been there: this would not end.
    assert.notEqual(ruled('counter', { metric: name, tags: {} }), 'dropped');
  });
