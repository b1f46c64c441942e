import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLineTester } from '../../../../services/log-tailer/rule-tester/line-tester.ts';
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

test('the exception of a stack trace is counted once, with the line that names it', () => {
  const lines = [
    'Traceback (most recent call last):',
    '  File "a.py", line 1, in f',
    'ValueError: x',
    '',
    'During handling of the above exception, another exception occurred:',
    '',
    'Traceback (most recent call last):',
    '  File "a.py", line 3, in g',
    'KeyError: y',
    '',
  ];
  const exceptions = (last: string[]) => {
    const all = [...lines, ...last];
    const report = testRules({ rules: '[]', lines: all });
    assert.ok(report.ok);
    assert.deepEqual(
      report.lines.map(({ line }) => line),
      all,
    );
    return report.lines.flatMap(({ line, metrics }) =>
      metrics.map(({ name, tags, value }) => `${line.slice(0, 8)} → ${name} ${tags.exception_type} ${value}`),
    );
  };
  assert.deepEqual(exceptions([]), ['KeyError → log.exceptions KeyError 1']);
  assert.deepEqual(exceptions(['INFO done', 'x']), ['KeyError → log.exceptions KeyError 1']);
  const same = '{"level":"error","exception":{"type":"KeyError","message":"z"}}';
  assert.deepEqual(exceptions([same]), [
    'KeyError → log.exceptions KeyError 1',
    '{"level" → log.exceptions KeyError 1',
  ]);
  const java = ['java.lang.Error: a', '\tat a.B.c(B.java:1)', '\tat a.B.d(B.java:2)'];
  assert.deepEqual(exceptions(java), [
    'KeyError → log.exceptions KeyError 1',
    '\tat a.B. → log.exceptions java.lang.Error 1',
  ]);
});

test('metrics of like lines are told in one order, by name and tags, whichever came first', () => {
  const rules = `
- {json: {first: true}, metric: a.b, tags: [k]}
- {json: {}, metric: z.y}
- {json: {}, metric: a.c, value: n, type: timing}
- {json: {}, metric: a.b, tags: [k]}
`;
  const line = (more: object) => JSON.stringify({ k: 'x', n: 1, ...more });
  const report = testRules({ rules, lines: [line({ k: 'y' }), line({ first: true }), line({ k: 'y', first: true })] });
  assert.ok(report.ok);
  assert.deepEqual(
    report.lines.map(({ metrics }) => metrics.map(({ name, tags, value }) => `${name} ${tags.k ?? ''} ${value}`)),
    [
      ['a.b y 1', 'a.c  1', 'z.y  1'],
      ['a.b x 2', 'a.c  1', 'z.y  1'],
      ['a.b y 2', 'a.c  1', 'z.y  1'],
    ],
  );
});

test('of a trace without end no more than 1000 lines are held back', () => {
  const tester = createLineTester([]);
  const known = (line: string) => tester.line(Buffer.from(line));
  known('java.lang.Error: a');
  const frame = '\tat a.B.c(B.java:1)';
  for (let count = 1; count < 1000; count++) assert.deepEqual(known(frame), []);
  assert.equal(known(frame).length, 1000);
  assert.equal(known(frame).length, 1);
  assert.deepEqual(tester.end(), []);
});

test('a report is not much longer than 4 MB, however much rules say of each line', () => {
  const tags = Array.from({ length: 10 }, (_, index) => `k${index}: ${'v'.repeat(200)}`).join(', ');
  const more = Array.from({ length: 19 }, (_, index) => `- {match: ab, metric: m${index}, fixed_tags: *t}`);
  const rules = [`- {match: ab, metric: m, fixed_tags: &t {${tags}}}`, ...more].join('\n');
  // The lines of a stack trace are held back, but count at once.
  for (const first of ['ab', 'java.lang.Error: a']) {
    const lines = [first, ...Array.from({ length: 999 }, () => '\tat ab.B.c(B.java:1)')];
    const report = testRules({ rules, lines });
    assert.ok(report.ok);
    const { length } = JSON.stringify(report.lines);
    assert.ok(length > 4_000_000 && length < 4_100_000, `${length}`);
    assert.equal(report.lines.length + report.skipped, 1000);
  }
});
