import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { systemClock } from '../../../services/shared/lifecycle/clock.ts';
import { runContainer } from '../../support/containers.ts';
import { skipWithoutEngine } from '../../support/requires.ts';
import { scratchUntilExit } from '../../support/scratch.ts';
import { until } from '../../support/until.ts';
import { startTailer } from './tailer.ts';

const image = 'debian:bookworm-slim';

const start = (context: TestContext) =>
  startTailer(context, { clock: systemClock, directory: scratchUntilExit(), logs: { files: [] } });

describe('labels of containers', { skip: await skipWithoutEngine() }, () => {
  it('add rules for the log of the container that has them', async t => {
    const tailer = await start(t);
    const command = ['sh', '-c', 'for id in 1 2 3; do echo "order $id paid: $id.5 EUR"; done; sleep 60'];
    const rules = "- {match: 'paid: (?<eur>\\S+) EUR', metric: app.labelled, value: eur}\n";
    const container = await runContainer({ image, command, labels: { 'tidegauge.rules': rules } }, t);
    const other = await runContainer({ image, command }, t);
    const lines = (name: string) =>
      Object.entries(tailer.totals('log.lines')).some(
        ([key, count]) => key.includes(`container:${name},`) && count === 3,
      );
    await until(() => lines(container.name) && lines(other.name), 'the lines of both');
    const found = Object.entries(tailer.totals('app.labelled'));
    assert.deepEqual(
      found.map(([key, value]) => [/container:([^,]+)/.exec(key)?.[1], value]),
      [[container.name, 7.5]],
    );
  });

  it('leave a container out', async t => {
    const tailer = await start(t);
    const command = ['sh', '-c', 'echo hello; sleep 60'];
    const out = await runContainer({ image, command, labels: { 'tidegauge.exclude': 'true' } }, t);
    const other = await runContainer({ image, command }, t);
    const read = (name: string) =>
      Object.keys(tailer.totals('log.lines')).some(key => key.includes(`container:${name},`));
    await until(() => read(other.name), 'the line of the other');
    assert.equal(read(out.name), false);
  });
});
