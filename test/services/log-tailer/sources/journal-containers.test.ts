import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFakeEngine, fakeContainer } from '../../../support/fake-engine.ts';
import { createHost, ofA, say } from './journal-host.ts';

describe('what containers log to the journal', () => {
  const ofDocker = { CONTAINER_ID_FULL: 'ab'.repeat(32), CONTAINER_NAME: 'web', _COMM: 'dockerd' };
  const ofPodman = { CONTAINER_ID_FULL: 'cd'.repeat(32), CONTAINER_NAME: 'db', _COMM: 'conmon' };
  const stream = (container: string) => `log.lines{container:${container},stream:stdout}`;

  it('leaves out what an engine logs that is read, not what others do', async t => {
    const { clock, run, create } = createHost(t);
    const writer = create('system.journal');
    const tailer = await run({ containers: true, start_at: 'beginning' }, createFakeEngine());
    say(writer, 4, ofDocker);
    say(writer, 2, ofPodman);
    say(writer, 1);
    await clock.advance(2000);
    assert.deepEqual(tailer.totals('log.lines'), { [ofA]: 1, [stream('db')]: 2 });
    writer.close();
  });

  it('leaves out what Podman logs where it is the engine that is read', async t => {
    const { clock, run, create } = createHost(t);
    const engine = createFakeEngine(fakeContainer(ofPodman.CONTAINER_ID_FULL, { logDriver: 'journald', logPath: '' }));
    const tailer = await run({ containers: true }, engine);
    const writer = create('system.journal');
    say(writer, 2, ofPodman);
    await clock.advance(2000);
    assert.deepEqual(tailer.totals('log.lines'), {});
    writer.close();
  });

  it('goes on leaving it out while the engine is away: it is asked for the rest when it is back', async t => {
    const { clock, run, create } = createHost(t);
    const engine = createFakeEngine();
    const first = await run({ containers: true }, engine);
    const writer = create('system.journal');
    say(writer, 1);
    await clock.advance(2000);
    engine.down();
    say(writer, 1, ofDocker);
    await clock.advance(2000);
    await first.stop();
    say(writer, 1, ofDocker);
    const second = await run({ containers: true }, engine);
    await clock.advance(2000);
    assert.deepEqual({ ...first.totals('log.lines'), ...second.totals('log.lines') }, { [ofA]: 1 });
    await second.stop();
    writer.close();
  });

  for (const [why, containers] of [
    ['no engine was ever reached', true],
    ['logs of containers are not read', false],
  ] as const)
    it(`counts what containers log, by container and stream, where ${why}`, async t => {
      const { clock, run, create } = createHost(t);
      const engine = createFakeEngine();
      engine.down();
      const tailer = await run({ containers }, engine);
      const writer = create('system.journal');
      say(writer, 2, { ...ofDocker, MESSAGE: 'ERROR no room' });
      say(writer, 1, { ...ofDocker, PRIORITY: '3', MESSAGE: 'starting' });
      await clock.advance(8000);
      assert.deepEqual(tailer.totals('log.entries'), {
        'log.entries{container:web,level:error,stream:stdout}': 2,
        // The priority tells the stream, and no more.
        'log.entries{container:web,level:unknown,stream:stderr}': 1,
      });
      writer.close();
    });
});
