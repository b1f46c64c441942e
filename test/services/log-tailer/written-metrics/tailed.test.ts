import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import { runContainer } from '../../../support/containers.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { skipWithoutEngine } from '../../../support/requires.ts';
import { scratchUntilExit } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';
import { createLogDirectory } from '../log-directory.ts';
import { configOf, startTailer } from '../tailer.ts';

test('what a program writes into its log file is counted, unless that is switched off, from line to line', async t => {
  const logs = createLogDirectory(t);
  logs.write('shop.log', 'statsd#shop.orders:1|c|#shop:books\n');
  const clock = createFakeClock(Date.now());
  const section = { files: [logs.of('*.log')], containers: false, start_at: 'beginning' };
  const tailer = await startTailer(t, { clock, directory: scratchUntilExit(), logs: section });
  const write = async (text: string) => {
    logs.append('shop.log', text);
    await clock.advance(2000);
  };
  const use = (written_metrics: boolean) => tailer.service.reconfigure(configOf({ ...section, written_metrics }));
  const file = logs.of('shop.log');
  const orders = () => tailer.totals('shop.')[`shop.orders{file:${file},shop:books}`];

  await write('paid count#shop.orders=1 statsd#shop.orders:2|c|#shop:books,file:/etc/passwd count#shop.x=y\n');
  assert.equal(orders(), 3);
  assert.equal(tailer.totals('shop.')[`shop.orders{file:${file}}`], 1);
  const badValue = `tidegauge.log.written.bad{file:${file},format:l2met,reason:value}`;
  assert.deepEqual(tailer.totals('tidegauge.log.written'), { [badValue]: 1 });

  await use(false);
  await write('statsd#shop.orders:100|c|#shop:books\n');
  await use(true);
  await write('statsd#shop.orders:4|c|#shop:books\n');
  assert.equal(orders(), 7);
  assert.equal(tailer.totals('log.lines')[`log.lines{file:${file}}`], 4);
});

test('the standard output of a container is a StatsD client', { skip: await skipWithoutEngine() }, async t => {
  const tailer = await startTailer(t, { clock: systemClock, directory: scratchUntilExit(), logs: { files: [] } });
  const script =
    'for i in 1 2 3; do echo "paid statsd#shop.orders:$i|c|#shop:books"; done; echo count#shop.failed=1 >&2';
  const { name } = await runContainer({ image: 'debian:bookworm-slim', command: ['sh', '-c', script] }, t);
  const counted = () =>
    Object.entries(tailer.totals('shop.'))
      .filter(([key]) => key.includes(`container:${name},`))
      .map(([key, value]) => `${key.replace(/\{.*(stream:\w+).*/, ' $1')} ${value}`)
      .sort();
  await until(() => counted().length === 2, 'the metrics of both streams');
  await until(() => counted().includes('shop.orders stream:stdout 6'), 'all orders');
  assert.deepEqual(counted(), ['shop.failed stream:stderr 1', 'shop.orders stream:stdout 6']);
});
