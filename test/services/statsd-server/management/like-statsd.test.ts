import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './ask.ts';
import { createFakeBrowser, seriesView } from './fake-browser.ts';
import { listen, managedOf } from './managed.ts';
import { startRealStatsd } from './real-statsd.ts';

/** Times differ; what stands around them does not. */
const withoutTimes = (answer: string) => answer.replaceAll(/(uptime|last_\w+): \d+/g, '$1: N');

const timings = Array.from({ length: 150 }, (_, index) => (index * 37) % 101);
const packets = [
  'requests:1|c\nrequests:2|c|@0.5\nfraction:0.5|c\na.b:1|c\na.c:1|c\na.c.d:1|c\nab:1|c',
  'tagged:3|c|#env:prod,svc:web',
  ...Array.from({ length: 3 }, (_, part) =>
    Array.from({ length: 10 }, (_, index) => `many.counter${part * 10 + index}:${index}|c`).join('\n'),
  ),
  'short:1|ms\nshort:2.5|ms\nlist.of.seven:1|ms:2|ms:3|ms:4|ms:5|ms:66|ms:777|ms',
  timings.map(value => `long:${value}|ms`).join('\n'),
  'level:12.5|g\nempty:0|g\nnegative:-4|g\nbig:1e21|g\nsmall:1e-7|g',
  'bad:x|c',
];

/** The same as statsd's tables hold after these packets: with its own three counters, which count the last line, too. */
const same = () =>
  createFakeBrowser(
    seriesView('counter', 'statsd.bad_lines_seen', 1),
    seriesView('counter', 'statsd.packets_received', packets.length),
    seriesView('counter', 'statsd.metrics_received', packets.flatMap(packet => packet.split('\n')).length),
    seriesView('counter', 'requests', 5),
    seriesView('counter', 'fraction', 0.5),
    seriesView('counter', 'a.b', 1),
    seriesView('counter', 'a.c', 1),
    seriesView('counter', 'a.c.d', 1),
    seriesView('counter', 'ab', 1),
    seriesView('counter', 'tagged', 3, { env: 'prod', svc: 'web' }),
    ...Array.from({ length: 30 }, (_, index) => seriesView('counter', `many.counter${index}`, index % 10)),
    seriesView('timing', 'short', [1, 2.5]),
    seriesView('timing', 'list.of.seven', [1, 2, 3, 4, 5, 66, 777]),
    seriesView('timing', 'long', timings),
    seriesView('gauge', 'level', 12.5),
    seriesView('gauge', 'empty', 0),
    seriesView('gauge', 'negative', -4),
    seriesView('gauge', 'big', 1e21),
    seriesView('gauge', 'small', 1e-7),
  );

test('every answer is that of statsd, byte for byte but for times', async t => {
  const statsd = await startRealStatsd(t);
  await statsd.send(packets);
  const managed = managedOf(same());
  const graphite = { name: 'graphite', lastFlush: undefined, lastException: undefined, flushTime: 0, flushLength: 0 };
  const state = { ...managed.state, badLines: () => 1, backends: () => [graphite] };
  const port = await listen(t, { ...managed, state });

  for (const command of [
    'help',
    'stats',
    'counters',
    'timers',
    'gauges',
    'delgauges level nothing negative negative',
    'gauges',
    'delgauges',
    'delgauges  big',
    'delcounters a.* many.* nothing.* a.c',
    'counters',
    'deltimers list.* long',
    'timers',
    'deltimers short',
    'timers',
    'health',
    'health down',
    'health DOWN now',
    'health sideways',
    'health',
    'health Up',
    'HELP',
    'nonsense',
    'stats me',
    'help\r',
    '  help  ',
    // As statsd's utils/check_statsd_health asks.
    'health\n',
    'quit',
  ])
    assert.equal(
      withoutTimes(await ask(port, `${command}\n`)),
      withoutTimes(await ask(statsd.managementPort, `${command}\n`)),
      command,
    );
});
