import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from '../../../../../services/shared/point.ts';
import { createFamilies } from '../../../../../services/statsd-server/outputs/prometheus/families.ts';
import { page } from '../../../../../services/statsd-server/outputs/prometheus/page.ts';
import { parsePage } from '../../../../support/prometheus-page.ts';
import { point, start } from '../output-kit.ts';

function pageOf(points: readonly Point[], dialect: 'text' | 'openmetrics' = 'text'): string {
  const families = createFamilies(() => 1000);
  for (const each of points) families.add(each, start);
  return [...page(families.all(), dialect)].join('');
}

/** A timing with all of its usual figures. */
const timing = { count: 3, sum: 60.5, mean: 20, lower: 10, upper: 30, median: 20, stddev: 8, '99.9_percentile': 30 };

const each = [
  point('counter', 'web.requests', 5, { host: 'a' }),
  point('counter', 'web.requests', 7, { host: 'b' }),
  point('gauge', 'queue "x"', -2.5),
  point('set', 'users', 3),
  point('timing', 'web.time', timing, { host: 'a' }),
];

test('the text format', () => {
  assert.equal(
    pageOf(each),
    `# HELP web_requests_total web.requests, a StatsD counter
# TYPE web_requests_total counter
web_requests_total{host="a"} 5
web_requests_total{host="b"} 7
# HELP queue__x_ queue "x", a StatsD gauge
# TYPE queue__x_ gauge
queue__x_ -2.5
# HELP users users, a StatsD set
# TYPE users gauge
users 3
# HELP web_time web.time, a StatsD timing or histogram, in the unit sent
# TYPE web_time summary
web_time{host="a",quantile="0.0"} 10
web_time{host="a",quantile="0.5"} 20
web_time{host="a",quantile="0.999"} 30
web_time{host="a",quantile="1.0"} 30
web_time_sum{host="a"} 60.5
web_time_count{host="a"} 3
`,
  );
});

test('OpenMetrics', () => {
  assert.equal(
    pageOf([each[0]!, each[2]!], 'openmetrics'),
    `# HELP web_requests web.requests, a StatsD counter
# TYPE web_requests counter
web_requests_total{host="a"} 5
# HELP queue__x_ queue \\"x\\", a StatsD gauge
# TYPE queue__x_ gauge
queue__x_ -2.5
# EOF
`,
  );
});

test('OpenMetrics has no negative quantiles and sums, and whole counts', () => {
  const samples = parsePage(
    pageOf([point('timing', 't', { count: 3.4, sum: -1, lower: -2, upper: 1 })], 'openmetrics'),
    true,
  ).get('t')!.samples;
  assert.deepEqual(
    [...samples],
    [
      ['t{quantile="1.0"}', 1],
      ['t_count', 3],
    ],
  );
});

test('a counter and a timing of one name are both there', () => {
  const both = [point('counter', 'login', 1), point('timing', 'login', { count: 1, sum: 5 })];
  assert.deepEqual([...parsePage(pageOf(both)).keys()], ['login_total', 'login']);
  const strict = parsePage(pageOf(both, 'openmetrics'), true);
  assert.deepEqual(
    [...strict].map(([name, { type }]) => `${name} ${type}`),
    ['login_total unknown', 'login summary'],
  );
});

test('nothing is a page, too', () => {
  assert.equal(pageOf([]), '');
  assert.equal(pageOf([], 'openmetrics'), '# EOF\n');
});

test('names and tags of any bytes make a page that can be read', () => {
  const odd = [
    '',
    ' ',
    '"',
    '\\',
    '\n',
    '\0',
    '}',
    '{a="b"} 1',
    '# EOF',
    'é',
    '\ud800',
    '__name__',
    'le',
    '0',
    ',',
    '\u2028',
  ];
  const points = odd.flatMap((text, index) => [
    point('gauge', `${text}${index}`, index, { [text]: text, [`${text}x`]: text }),
    point('timing', `${text}t${index}`, timing, { quantile: text, [text]: 'a' }),
  ]);
  for (const dialect of ['text', 'openmetrics'] as const) {
    const families = parsePage(pageOf(points, dialect), dialect === 'openmetrics');
    assert.equal(families.size, 2 * odd.length);
  }
});
