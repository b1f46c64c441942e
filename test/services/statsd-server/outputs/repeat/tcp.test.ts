import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTcpRepeater } from '../../../../../services/statsd-server/outputs/repeat/tcp.ts';
import { freePort } from '../../../../support/free-port.ts';
import { listenForLines } from '../../../../support/line-listener.ts';
import { until } from '../../../../support/until.ts';
import { sending } from '../output-kit.ts';

test('lines go as they are, each ended by a line feed, however they came', async t => {
  const listener = await listenForLines(t);
  const options = sending('tcp', listener.port);
  const repeater = createTcpRepeater(options);
  const long = `long:${'9'.repeat(40_000)}|c`;
  for (const text of ['a:1|c', 'b:2|g|#x:y\n', 'c:1|ms\nd:2|ms\n\n', '\n', 'not StatsD at all \xff', long]) {
    const buffer = Buffer.from(`--${text}--`, 'latin1');
    repeater.lines?.(buffer, 2, buffer.length - 2);
    buffer.fill(0); // the caller's again
  }
  const expected = ['a:1|c', 'b:2|g|#x:y', 'c:1|ms', 'd:2|ms', 'not StatsD at all \xff', long];
  await until(() => listener.lines().length === expected.length);
  assert.deepEqual(listener.lines(), expected);
  await repeater.close();
  assert.deepEqual(options.counters.count, { sent: expected.join('\n').length + 1, dropped: 0 });
});

test('what is gathered goes when it is closed', async t => {
  const listener = await listenForLines(t);
  const repeater = createTcpRepeater(sending('tcp', listener.port));
  repeater.lines?.(Buffer.from('a:1|c'), 0, 5);
  await repeater.close();
  await until(() => listener.lines().length === 1);
});

test('lines wait for a target that is not there yet', async t => {
  const port = await freePort();
  const options = sending('tcp', port);
  const repeater = createTcpRepeater(options);
  t.after(() => repeater.close());
  repeater.lines?.(Buffer.from('a:1|c'), 0, 5);
  await until(() => repeater.parts()[0]?.state === 'down');
  assert.match(
    repeater.parts()[0]?.detail ?? '',
    /^tcp:\/\/127\.0\.0\.1:\d+: connect ECONNREFUSED .*; \d+ bytes wait$/,
  );
  const listener = await listenForLines(t, port);
  await until(() => listener.lines().length === 1);
  await until(() => repeater.parts()[0]?.state === 'ok');
  assert.equal(options.counters.count.dropped, 0);
});
