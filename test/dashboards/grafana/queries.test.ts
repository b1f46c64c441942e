import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { resolutionLines } from '../../../services/shared/store/influxdb/roll-up/progress.ts';
import { type StackInfluxdb, startStackInfluxdb } from '../../support/grafana/influxdb.ts';
import { shippedDashboards } from '../../support/grafana/json.ts';
import { annotationQueries, type GrafanaQuery, grafanaQueries } from '../../support/grafana/queries.ts';
import { policies, seedPoints, steadyPoints } from '../../support/grafana/seed.ts';
import { type Choice, openDashboard } from '../../support/grafana/variables.ts';
import { skipWithoutInfluxd } from '../../support/requires.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = Date.UTC(2026, 0, 20, 12, 34, 56);

/** Ranges that begin in each of the three policies. */
const ranges = [
  { title: '30 minutes', from: now - 30 * minute, to: now, policy: 'autogen' },
  { title: '2 days', from: now - 2 * day, to: now, policy: '1m' },
  { title: '30 days', from: now - 30 * day, to: now, policy: '10m' },
] as const;

/** How long the store keeps what, and up to where it is rolled up, as far as it says so to dashboards. */
const kept = { raw: day, '1m': 7 * day, '10m': 365 * day };
const rolled = { raw: now, '1m': now, '10m': now };

/** What may be chosen of the variables; what a dashboard has none of is ignored. */
const choices: Readonly<Record<string, Choice>> = {
  'all that is offered': {},
  'one value of each': { host: ['host-a'], container: ['container-a'] },
  'several containers': { container: ['container-a', 'container-b'] },
};

/** Windows of all kinds: the step itself, no multiple of it, many of it, less than it; at the end of the store and long ago. */
const steadyRanges = [
  { title: 'steps of 10 s', from: now - 30 * minute, to: now, window: 10_000, rows: 10_000 },
  { title: 'windows of one step and of two', from: now - 100 * minute, to: now, window: 15_000, rows: 15_000 },
  {
    title: 'a few minutes of long ago',
    from: now - 2 * day,
    to: now - 2 * day + 5 * minute,
    window: 10_000,
    rows: minute,
  },
  {
    title: 'roll-ups of 10 min in windows of 15',
    from: now - 30 * day,
    to: now - 26 * day,
    window: 15 * minute,
    rows: 15 * minute,
  },
];

const dashboards = shippedDashboards();

/** Whole multiples of `step` in a range. */
const multiples = (step: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, index) => (Math.ceil(from / step) + index) * step);

describe('in InfluxDB', { skip: skipWithoutInfluxd() }, () => {
  let influxdb: StackInfluxdb;

  before(async () => {
    influxdb = await startStackInfluxdb();
    await influxdb.writeResolutions(resolutionLines({ bucket: 'metrics' }, { keep: kept, rolled, began: 0, now }));
    for (const [index, policy] of policies.entries()) {
      const { from } = ranges[index]!;
      const aligned = (time: number) => Math.floor(time / policy.step) * policy.step;
      const times = [0.1, 0.4, 0.7].map(share => aligned(from + share * (now - from)));
      await influxdb.write(policy.name, seedPoints(policy, [...times, aligned(now) - 3 * policy.step]));
    }
    const stretches = [
      [now - 2 * hour, now],
      [now - 2 * day - hour, now - 2 * day + hour],
      [now - 31 * day, now - 25 * day],
    ] as const;
    for (const [index, [from, to]] of stretches.entries()) {
      const policy = policies[index]!;
      await influxdb.write(policy.name, steadyPoints(policy, multiples(policy.step, from, to)));
    }
    const bad = { title: 'bad line: value', text: '"orders:one|c"', tags: { level: 'warning', transport: 'udp' } };
    await influxdb.writeEvents([{ time: now - minute, ...bad }]);
    await influxdb.writeEvents(
      ['container-a', 'container-b'].flatMap((container, index) =>
        [{ action: 'die' }, { level: 'info' }, { level: 'error' }, { level: 'warning' }, { level: 'ok' }].map(more => ({
          time: now - (index + 1) * minute,
          title: JSON.stringify(more),
          text: '',
          tags: { host: 'host-a', container, ...more },
        })),
      ),
    );
  });
  after(() => influxdb?.stop());

  async function assertAnswered({ panel, query }: GrafanaQuery): Promise<void> {
    const rows = await influxdb.ask(query).catch((error: Error) => assert.fail(`${panel}: ${error.message}\n${query}`));
    const cells = rows.flatMap(({ values = [] }) => values.map(value => value[1]));
    assert.ok(
      cells.some(cell => cell !== null && cell !== undefined),
      `${panel} is answered nothing: ${query}`,
    );
  }

  for (const dashboard of dashboards)
    for (const { title, from, to, policy } of ranges)
      test(`${dashboard.uid}, ${title}: each query of each panel is answered`, async () => {
        for (const choice of Object.values(choices)) {
          const { view, offered } = await openDashboard(dashboard, { from, to }, influxdb.ask, choice);
          assert.deepEqual(view.variables.resolution, [policy]);
          for (const { name, values, query } of offered) assert.ok(values.length > 0, `${name} offers none: ${query}`);
          const queries = grafanaQueries(dashboard, view);
          assert.ok(queries.length > 0);
          for (const query of queries) await assertAnswered(query);
          if (to - from < day) for (const query of annotationQueries(dashboard, view)) await assertAnswered(query);
        }
      });

  test('each event is one annotation, of its colour', async () => {
    const host = dashboards.find(({ uid }) => uid === 'tidegauge-containers')!;
    const { view } = await openDashboard(host, { from: now - hour, to: now }, influxdb.ask, {
      container: ['container-a'],
    });
    const titles: Record<string, unknown[]> = {};
    for (const { panel, query } of annotationQueries(host, view))
      titles[panel] = (await influxdb.ask(query)).flatMap(({ values = [] }) => values.map(value => value[1])).sort();
    assert.deepEqual(titles, {
      Errors: ['{"level":"error"}'],
      Warnings: ['{"level":"warning"}'],
      Successes: ['{"level":"ok"}'],
      Events: ['{"action":"die"}', '{"level":"info"}'],
    });
  });

  for (const { title, from, to, window, rows } of steadyRanges)
    test(`what is counted 5 times a second is 5 in every window: ${title}`, async () => {
      const statsd = dashboards.find(({ uid }) => uid === 'tidegauge-statsd')!;
      const { view } = await openDashboard(statsd, { from, to }, influxdb.ask, { counter: ['steady'] });
      const { query } = grafanaQueries(statsd, view).find(({ panel }) => panel === 'steady, A')!;
      assert.ok(query.includes(`time(${window}ms)`), query);
      const cells = (await influxdb.ask(query)).flatMap(({ values = [] }) => values);
      assert.deepEqual([...new Set(cells.map(([, rate]) => rate))], [5]);
      assert.ok(Math.abs(cells.length - (to - from) / rows) < 4, `${cells.length} windows`);
    });

  test('variables offer what is there, and only applications’ metrics that a statement can name', async () => {
    const offeredBy = async (uid: string) => {
      const dashboard = dashboards.find(one => one.uid === uid)!;
      const { offered } = await openDashboard(dashboard, ranges[0], influxdb.ask);
      return Object.fromEntries(offered.map(({ name, values }) => [name, values]));
    };
    assert.deepEqual(await offeredBy('tidegauge-logs'), {
      resolution: ['autogen'],
      step: ['10000'],
      host: ['host-a'],
      container: ['container-a', 'container-b'],
    });
    const { counter, gauge, timing, set } = await offeredBy('tidegauge-statsd');
    assert.deepEqual(
      [counter, gauge, timing, set],
      [['shop/page', 'shop_counter', 'steady'], ['shop_gauge'], ['shop_timing'], ['shop_set']],
    );
  });
});
