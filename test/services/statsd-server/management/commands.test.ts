import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { configSchema } from '../../../../services/shared/config/schema.ts';
import type { Managed } from '../../../../services/statsd-server/management/commands/command.ts';
import { commands } from '../../../../services/statsd-server/management/commands/index.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { countTurns } from '../../../support/turns.ts';
import { createFakeBrowser, seriesView } from './fake-browser.ts';
import { managedOf } from './managed.ts';

async function answer(managed: Managed, line: string): Promise<string> {
  const [name = '', ...parameters] = line.split(' ');
  let text = '';
  for await (const piece of commands.get(name)!.answer(parameters, managed)) text += piece;
  return text;
}

test('stats tells ages in seconds, of the start for what never came, and of 1970 for a failure that never was', async () => {
  const clock = createFakeClock(1_700_000_100_000);
  const state = {
    started: clock.now() - 60_000,
    lastMessage: () => undefined,
    badLines: () => 3,
    backends: () => [
      { name: 'influxdb', lastFlush: clock.now() - 7000, lastException: clock.now() - 9000, flushTime: 12 },
      { name: 'graphite', lastFlush: undefined, lastException: undefined, flushTime: 0, flushLength: 4711 },
    ],
  };
  assert.equal(
    await answer({ ...managedOf(createFakeBrowser()), clock, state }, 'stats'),
    [
      'uptime: 60',
      'messages.last_msg_seen: 60',
      'messages.bad_lines_seen: 3',
      'influxdb.last_flush: 7',
      'influxdb.last_exception: 9',
      'influxdb.flush_time: 12',
      'graphite.last_flush: 60',
      'graphite.last_exception: 1700000100',
      'graphite.flush_time: 0',
      'graphite.flush_length: 4711',
      'END\n\n',
    ].join('\n'),
  );
});

test("a series' tags follow its name, as Graphite writes them", async () => {
  const browser = createFakeBrowser(
    seriesView('gauge', 'depth', 3, { env: 'prod', svc: 'a b' }),
    seriesView('set', 'users', 9),
  );
  assert.equal(await answer(managedOf(browser), 'gauges'), "{ 'depth;env=prod;svc=a b': 3 }\nEND\n\n");
});

test('what turns the text of a terminal around, or ends a line of it, is none of a dump', async () => {
  const browser = createFakeBrowser(seriesView('gauge', 'a', 1, { user: 'é\u202ecba\u2028' }));
  assert.equal(await answer(managedOf(browser), 'gauges'), "{ 'a;user=é_cba_': 1 }\nEND\n\n");
});

test('timers are timings, histograms and distributions', async () => {
  const browser = createFakeBrowser(
    seriesView('timing', 'a', [1]),
    seriesView('histogram', 'b', [2, 3]),
    seriesView('distribution', 'c', []),
    seriesView('counter', 'd', 1),
  );
  assert.equal(await answer(managedOf(browser), 'timers'), '{ a: [ 1 ], b: [ 2, 3 ], c: [] }\nEND\n\n');
});

test('a deletion takes a metric with all its tags, of its own types only', async () => {
  const browser = createFakeBrowser(
    seriesView('counter', 'api.time', 1, { env: 'prod' }),
    seriesView('counter', 'api.time', 2, { env: 'test' }),
    seriesView('gauge', 'api.time', 3),
    seriesView('counter', 'apis', 4),
  );
  assert.equal(await answer(managedOf(browser), 'delcounters api.*'), 'deleted: api.time\nEND\n\n');
  assert.deepEqual(
    browser.series.map(({ type, metric }) => `${type} ${metric}`),
    ['gauge api.time', 'counter apis'],
  );
});

test('a folder of 100 000 metrics is deleted in turns', async () => {
  const browser = createFakeBrowser();
  const left = new Set(Array.from({ length: 100_000 }, (_, index) => `x.${index}`));
  let turns = 0;
  const counting = setImmediate(function count() {
    turns += 1;
    setImmediate(count).unref();
  });
  const many = {
    ...browser,
    *views() {
      for (const metric of left) yield { ...seriesView('counter', metric, 1), forget: () => left.delete(metric) };
    },
  };
  const text = await answer(managedOf(many), 'delcounters x.*');
  clearImmediate(counting);
  assert.equal(left.size, 0);
  assert.equal(text.match(/deleted: /g)?.length, 100_000);
  assert.ok(turns > 100);
});

test('a name that would control a terminal is told without that', async () => {
  const browser = createFakeBrowser(seriesView('gauge', 'a\u001b[2J\nEND', 1));
  assert.equal(await answer(managedOf(browser), 'gauges'), "{ 'a\\x1B[2J\\nEND': 1 }\nEND\n\n");
  assert.equal(await answer(managedOf(browser), 'delgauges a\u001b[2J\nEND'), 'deleted: a_[2J_END\nEND\n\n');
});

test('config is in the form of statsd', async () => {
  const { writeConfig } = createRequire(import.meta.url)('statsd/lib/helpers.js');
  const config = configSchema.parse({ statsd: { prefix: 'prod.', percentiles: [90, 99.9] } }).statsd;
  let expected = '';
  writeConfig(
    { ...config, graphite: { ...config.graphite } },
    {
      write: (text: string) => {
        expected += text;
      },
    },
  );
  assert.equal(await answer({ ...managedOf(createFakeBrowser()), config: () => config }, 'config'), expected);
  assert.match(expected, /^\n.*\nprefix: prod\.\n.*\npercentiles > 1: 99\.9\n.*\nmanagement > port: 8126\n/s);
});

test('config tells what lies deeper as JSON', async () => {
  const rules = [{ match: 'a.*', histogram: [10, 'inf'] }];
  const config = configSchema.parse({ statsd: { rules, repeat: ['udp://10.0.0.5:8125'] } }).statsd;
  const text = await answer({ ...managedOf(createFakeBrowser()), config: () => config }, 'config');
  assert.match(text, /\nrules > 0: \{"match":"a\.\*","drop":false,"tags":\{\},"histogram":\[10,"inf"\]\}\n/);
  assert.match(text, /\nrepeat > 0: \{"scheme":"udp","host":"10\.0\.0\.5","port":8125\}\n/);
});

test('between two names to delete everything else has its turn, also where there is no series of the type', async () => {
  const managed = managedOf(createFakeBrowser(seriesView('counter', 'a', 1)));
  const names = Array.from({ length: 100 }, (_, index) => `x${index}`);
  const turns = countTurns();
  await answer(managed, `delgauges ${names.join(' ')}`);
  turns.stop();
  assert.ok(turns.count() >= names.length);
});
