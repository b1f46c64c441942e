import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDashboardText, emptyPanelText } from '../../../../../services/web/browser/page/empty.ts';

const server = (age: number) => ({
  now: () => 1_000_000 + age,
  startedAt: 1_000_000,
  resolutions: { flushInterval: 10_000, kept: [] },
  basePath: '/',
  statsd: '127.0.0.1 8125',
});

test('before the first points a panel waits, later and in the past there is nothing', () => {
  assert.equal(emptyPanelText(server(29_999), true), 'Waiting for the first points: they come every 10 s');
  assert.equal(emptyPanelText(server(30_000), true), 'Nothing in this range');
  assert.equal(emptyPanelText(server(0), false), 'Nothing in this range');
});

test('an empty page says what to do', () => {
  assert.equal(emptyDashboardText('statsd', server(0))?.command, 'echo "hello:1|c" > /dev/udp/127.0.0.1/8125');
  assert.equal(emptyDashboardText('containers', server(0)), undefined);
  assert.equal(emptyDashboardText('containers', server(30_000))?.command, 'docker run -d nginx');
  assert.equal(emptyDashboardText('host', server(30_000))?.text, 'Nothing has been stored yet.');
});
