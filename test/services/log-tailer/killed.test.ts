import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { startLogTailer } from '../../../services/log-tailer/log-tailer.ts';
import type { Recovered } from '../../../services/shared/delivery/spool-records.ts';
import type { StateTeller } from '../../../services/shared/delivery/spooled-link.ts';
import { createSelfMetrics } from '../../../services/shared/self-metrics.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeEngine, type FakeEngine, fakeContainer } from '../../support/fake-engine.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';
import { createRecordingClient } from '../../support/recording-client.ts';
import { until } from '../../support/until.ts';
import { createLogDirectory, numbered } from './log-directory.ts';
import { configOf } from './tailer.ts';

/** Logs, and a tailer that can be killed: its batches, with the state behind each, go nowhere but here. */
function createHost(context: TestContext) {
  const logs = createLogDirectory(context);
  const clock = createFakeClock(Date.now() + 20);
  let recovered: Recovered | undefined;
  const counted: Record<string, number> = {};

  const start = async (engine?: FakeEngine) => {
    const statsd = createRecordingClient();
    let state: StateTeller | undefined;
    let killed = false;
    let kept: Recovered | undefined;
    const link = {
      recovered,
      keepState(teller: StateTeller) {
        state = teller;
      },
      congestion: () => (killed ? 'killed' : undefined),
      commit() {
        if (killed) return;
        // Told as a whole once, then what changed: as the spool has it.
        const changes = kept ? state!.changes() : undefined;
        kept = kept
          ? { ...kept, changes: [...kept.changes, ...(changes === undefined ? [] : [changes])], at: clock.now() }
          : { client: 'c', last: 0, left: [], whole: state!.whole(), changes: [], at: clock.now() };
        recovered = kept;
        for (const line of statsd.lines.splice(0)) {
          const [, name] = /^log\.lines\{(?:file:.*\/|container:)([^/,}]*)[,}]/.exec(line) ?? [];
          if (name) counted[name] = (counted[name] ?? 0) + Number(line.split(' ')[1]);
        }
      },
    };
    const service = await startLogTailer(configOf({ files: [logs.of('*.log')], containers: engine !== undefined }), {
      ...{
        statsd,
        selfMetrics: createSelfMetrics(),
        clock,
        logger: createKeepingLogger(),
        link,
        ...(engine && { engine }),
      },
    });
    context.after(() => service.stop());
    /** Nothing that it says from now on counts. */
    return () => {
      killed = true;
    };
  };
  /** Files that are written from now on are younger than what the clock shows. */
  const pass = () => until(() => Date.now() > clock.now() + 20);
  return { logs, clock, start, pass, counted };
}

describe('a tailer that is killed', () => {
  it('reads a file whole that came to be after its last scan', async t => {
    const { logs, clock, start, pass, counted } = createHost(t);
    logs.write('old.log', 'old\n');
    const kill = await start();
    await pass();
    logs.append('old.log', 'new\n');
    await clock.advance(1900);
    await pass();
    logs.write('unseen.log', numbered(0, 3));
    await clock.advance(600); // what was read is kept once more
    kill();
    await clock.advance(100_000);
    await start();
    await clock.advance(3000);
    assert.deepEqual(counted, { 'old.log': 1, 'unseen.log': 3 });
  });

  it('reads a file whole that came to be between its first state and its first scan after that', async t => {
    const { logs, clock, start, pass, counted } = createHost(t);
    const kill = await start();
    await pass();
    logs.write('unseen.log', numbered(0, 3));
    await clock.advance(600);
    kill();
    await start();
    await clock.advance(3000);
    assert.deepEqual(counted, { 'unseen.log': 3 });
  });

  it('reads a container’s log whole that came to be while no engine answered, in however many runs', async t => {
    const { logs, clock, start, pass, counted } = createHost(t);
    const engine = createFakeEngine();
    engine.down();
    const first = await start(engine);
    await pass();
    logs.write('web-json', `{"log":"a\\n","stream":"stdout","time":"2026-11-22T03:08:53Z"}\n`);
    engine.containers.set('web', fakeContainer('web', { logPath: logs.of('web-json') }));
    await clock.advance(20_000);
    first();
    const second = await start(engine);
    await clock.advance(20_000);
    second();
    engine.up();
    await start(engine);
    await clock.advance(3000);
    assert.deepEqual(counted, { web: 1 });
  });

  it('reads on, in a file that it had just found, where that was kept last', async t => {
    const { logs, clock, start, pass, counted } = createHost(t);
    const kill = await start();
    await pass();
    logs.write('found.log', numbered(0, 3));
    await clock.advance(5000);
    assert.deepEqual(counted, { 'found.log': 3 });
    logs.append('found.log', numbered(3, 5));
    kill();
    await start();
    await clock.advance(3000);
    assert.deepEqual(counted, { 'found.log': 5 });
  });

  it('reads the rest of a line that was cut by copying and truncating the file', async t => {
    const { logs, clock, start, pass, counted } = createHost(t);
    const kill = await start();
    await pass();
    logs.write('cut.log', 'one\ntw');
    await clock.advance(5000);
    logs.write('cut.log.1', 'one\ntw');
    logs.write('cut.log', '');
    await clock.advance(5000);
    kill();
    logs.append('cut.log', 'o\nthree\n');
    await start();
    await clock.advance(3000);
    assert.deepEqual(counted, { 'cut.log': 3 });
  });
});
