import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRules } from '../../../../../services/shared/config/rule-files.ts';

const check = (yaml: string) => {
  const rules = parseRules(yaml, 'rules.yaml');
  return rules.ok ? [] : rules.reason.map(line => line.replace('rules.yaml:', '').replace('logs.rules', ''));
};

test('what a rule may say', () => {
  assert.deepEqual(
    check(`
- {match: 'a(?<b>c)', metric: m, tags: [b]}
- {json: {}, metric: m, type: gauge, value: a.b, tags: {x: c.d, y: e}}
- {json: {a: 1, b: true, c: [x, 2], d.e: '>= 5'}, match: 'q(?<b>.)', metric: m, tags: [b, d.e]}
- {logfmt: {level: error}, metric: m, type: set, value: user, fixed_tags: {team: shop}}
- {logfmt: {}, metric: m, type: timing, value: took, unit: s, name: slow ones, source: shop-*}
- {match: health, drop: true}
`),
    [],
  );
});

test('each fault is told with its key', () => {
  const faults: [rule: string, error: string][] = [
    [
      `{match: x, metric: ${'m'.repeat(201)}}`,
      `1: [0].metric is "${'m'.repeat(200)}…", must be a name of at most 200 letters, digits, dots, dashes and underscores that begins with a letter or underscore`,
    ],
    ['{metric: m}', '1: [0].match is left out, must be a regular expression, or json or logfmt given instead'],
    ['{json: {}, logfmt: {}, metric: m}', '1: [0].logfmt must be left out beside json: a line is one or the other'],
    ['{match: x}', '1: [0].metric is left out, must be the name of the metric, unless drop is true'],
    [
      '{match: x, metric: m, drop: true}',
      '1: [0].metric is "m", must be left out: a rule that drops makes no metric, put one that does before it',
    ],
    ['{json: {}, metric: m, type: gauge}', '1: [0].value is left out, must be the path that holds the gauge'],
    ['{logfmt: {}, metric: m, type: set}', '1: [0].value is left out, must be the key that holds members of the set'],
    ['{match: x, metric: m, unit: s}', '1: [0].unit is "s", must be left out where there is no number'],
    ['{json: {a: {b: 1}}, metric: m}', '1: [0].json.a must be text, a number, true or false, or a list of them'],
    [
      '{json: {a: null}, metric: m}',
      '1: [0].json.a is empty, must be text, a number, true or false, or a list of them',
    ],
    ['{json: [a], metric: m}', '1: [0].json is a list, must be a map of keys and what they must hold, {} for any'],
    ['{match: x, metric: m, tags: {a: b}}', '1: [0].tags.a is "b", must be a named group of match (it has none)'],
    [
      '{match: x, metric: m, tags: 5}',
      '1: [0].tags is "5", must be a list of groups, paths or keys, or a map from names of tags to them',
    ],
  ];
  for (const [rule, error] of faults) assert.deepEqual(check(`- ${rule}`), [error], rule);
});

test('no rule makes a metric by a name that Tidegauge has for its own, in whichever spelling, but for those of requests', () => {
  for (const metric of ['log.lines', 'tidegauge.log.lost', 'postgresql_events'])
    assert.deepEqual(check(`- {match: x, metric: ${metric}}`), [
      `1: [0].metric is "${metric}", must be another name: Tidegauge calls a metric of its own by this one`,
    ]);
  for (const metric of ['shop.log.lines', 'http.server.requests'])
    assert.deepEqual(check(`- {match: x, metric: ${metric}}`), []);
});

test('names of groups are read without running the expression, which might take years', () => {
  assert.deepEqual(check(`- {match: '${'(|$)'.repeat(60)}(?<a>b)', metric: m, tags: [a]}`), []);
  const [fault] = check("- {match: '\\(?<b>[(?<c>](?<=x)(?<d>y)[^\\](?<e>](?<f>z)', metric: m, tags: [none]}");
  assert.equal(fault, '1: [0].tags[0] is "none", must be a named group of match (d, f)');
});

test('a source has at most six asterisks, since each may stand for any length', () => {
  assert.deepEqual(check("- {match: x, metric: m, source: '/*/*/**/*/*/*.log'}"), []);
  assert.deepEqual(check("- {match: x, metric: m, source: '*a*a*a*a*a*a*'}"), [
    '1: [0].source is "*a*a*a*a*a*a*", must be a glob of at most 1000 characters, with at most 6 asterisks',
  ]);
});
