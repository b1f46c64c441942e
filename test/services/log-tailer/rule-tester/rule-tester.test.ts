import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testRules } from '../../../../services/log-tailer/rule-tester/rule-tester.ts';

const yaml = `
- match: 'order \\d+ paid by (?<method>\\w+): (?<amount>\\S+) EUR'
  metric: shop.revenue
  value: amount
  tags: [method]
- {match: /health, drop: true}
- {name: slow, json: {took: '> 1s'}, metric: app.slow, type: timing, value: took, source: shop-*}
- {match: never, metric: app.never}
`;

/** A clock that goes on by a millisecond each time it is looked at. */
const ticking = () => {
  let time = 0;
  return () => ++time;
};

function tested(lines: string[], source?: string) {
  const report = testRules({ rules: yaml, lines, ...(source !== undefined && { source }) }, { now: ticking() });
  assert.ok(report.ok, JSON.stringify(report));
  return report;
}

test('each line with its format, severity, metrics, and the rules that matched it', () => {
  const lines = [
    'INFO order 7 paid by card: 12.50 EUR',
    'GET /health',
    '{"level":"error","took":"1.5s"}',
    '192.0.2.1 - - [20/Nov/2026:19:14:00 +0000] "GET / HTTP/1.1" 200 512 "-" "curl/8.5.0"',
    '',
  ];
  const get = { method: 'GET', status_class: '2xx' };
  assert.deepEqual(tested(lines).lines, [
    {
      line: lines[0],
      format: 'plain',
      level: 'info',
      dropped: false,
      metrics: [{ name: 'shop.revenue', type: 'counter', tags: { method: 'card' }, value: 12.5 }],
      rules: [0],
    },
    { line: lines[1], format: undefined, level: undefined, dropped: true, metrics: [], rules: [1] },
    {
      line: lines[2],
      format: 'json',
      level: 'error',
      dropped: false,
      metrics: [{ name: 'app.slow', type: 'timing', tags: {}, value: 1500 }],
      rules: [2],
    },
    {
      line: lines[3],
      format: 'combined',
      level: 'info',
      dropped: false,
      metrics: [
        { name: 'http.server.requests', type: 'counter', tags: get, value: 1 },
        { name: 'http.server.response.bytes', type: 'counter', tags: get, value: 512 },
      ],
      rules: [],
    },
    { line: '', format: 'plain', level: 'unknown', dropped: false, metrics: [], rules: [] },
  ]);
});

test('each rule with how often it matched, and what it costs', () => {
  const { rules } = tested(['GET /health', 'x', '{"took":2000}', 'y'], 'shop-web-1');
  assert.deepEqual(
    rules.map(({ name, key, applies, matched }) => [name, key, applies, matched]),
    [
      ['shop.revenue', 'rules:2: logs.rules[0]', true, 0],
      ['drop', 'rules:6: logs.rules[1]', true, 1],
      ['slow', 'rules:7: logs.rules[2]', true, 1],
      ['app.never', 'rules:8: logs.rules[3]', true, 0],
    ],
  );
  // A round of four lines takes one look at the clock to the next: a millisecond.
  assert.deepEqual(
    rules.map(({ cost }) => cost),
    [250, 250, 250, 250],
  );
});

test('rules of other sources do not look', () => {
  const { rules, lines } = tested(['{"took":"2s"}'], 'blog');
  assert.deepEqual([rules[2]?.applies, rules[2]?.matched, rules[2]?.cost], [false, 0, undefined]);
  assert.deepEqual(lines[0]?.rules, []);
});

test('rules that are not valid are told as the configuration tells it', () => {
  assert.deepEqual(testRules({ rules: '- {match: a(?=b), metric: m}', lines: [] }), {
    ok: false,
    errors: ['rules:1: logs.rules[0].match is "a(?=b)", refused: invalid or unsupported Perl syntax: `(?=`'],
  });
});

test('no more lines are looked at than there is room and time for', () => {
  const lines = Array.from({ length: 10 }, () => 'x');
  const few = testRules({ rules: yaml, lines }, { mostLines: 4 });
  assert.deepEqual(few.ok && [few.lines.length, few.skipped], [4, 6]);
  const late = testRules({ rules: yaml, lines }, { time: 3, now: ticking() });
  assert.deepEqual(late.ok && [late.lines.length, late.skipped], [3, 7]);
});

test('without lines there is nothing to measure costs on', () => {
  const report = tested([]);
  assert.deepEqual(
    report.rules.map(({ cost }) => cost).filter(cost => cost !== undefined),
    [],
  );
});
