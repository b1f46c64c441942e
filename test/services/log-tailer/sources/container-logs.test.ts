import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readlinkSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, it, type TestContext } from 'node:test';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeEngine, fakeContainer } from '../../../support/fake-engine.ts';
import { scratchUntilExit } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';
import { frame } from '../engine-frame.ts';
import { createLogDirectory } from '../log-directory.ts';
import { startTailer } from '../tailer.ts';

const record = (log: string, stream = 'stdout') =>
  `${JSON.stringify({ log, stream, time: new Date().toISOString() })}\n`;

/** What a link leads to; empty when it is gone. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** An engine with log files in a directory, and a tailer that follows them. */
function createHost(context: TestContext) {
  const files = createLogDirectory(context);
  const directory = scratchUntilExit();
  const clock = createFakeClock(Date.now());
  const engine = createFakeEngine();
  /** What the engine answers for the logs of a container, one answer after the other. */
  const answers: (PassThrough | Error)[] = [];
  const asked: number[] = [];
  engine.logs = async (_id, since) => {
    asked.push(since);
    const answer = answers.shift() ?? new PassThrough().end();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const put = (id: string, differences: object = {}) =>
    engine.containers.set(
      id,
      fakeContainer(id, { logPath: files.of(`${id}.log`), startedAt: clock.now(), ...differences }),
    );
  const happens = (id: string, action: string) => engine.emit({ id, action, time: clock.now() });
  const start = (logs: object = {}) => startTailer(context, { clock, directory, logs: { files: [], ...logs }, engine });
  return { files, clock, engine, answers, asked, put, happens, start };
}

const lines = (id: string, stream = 'stdout') => `log.lines{container:${id},image:nginx:1.28,stream:${stream}}`;

describe('the logs of containers', () => {
  it('end a line that was left open when its container died, also while the engine was away', async t => {
    const { files, clock, engine, put, start } = createHost(t);
    put('a');
    files.write('a.log', '');
    const tailer = await start();
    files.append('a.log', record('no end'));
    await clock.advance(1000);
    assert.deepEqual(tailer.totals('log.lines'), {});
    engine.down();
    await clock.advance(1000);
    put('a', { state: 'exited', startedAt: clock.now() - 2000 });
    engine.up();
    await clock.advance(60_000);
    assert.deepEqual(tailer.totals('log.lines'), { [lines('a')]: 1 });
    put('a', { startedAt: clock.now() });
    engine.down();
    engine.up();
    await clock.advance(60_000);
    files.append('a.log', record('another\n'));
    await clock.advance(1000);
    assert.deepEqual(tailer.totals('log.lines'), { [lines('a')]: 2 });
  });

  it('are read from their files, those that were there from the end, later ones from the beginning', async t => {
    const { files, clock, put, happens, start } = createHost(t);
    put('a');
    files.write('a.log', record('old\n'));
    const tailer = await start();
    files.append('a.log', record('new\n') + record('oops\n', 'stderr'));
    put('b', { state: 'created', logPath: '' });
    happens('b', 'create');
    await clock.advance(10);
    put('b');
    files.write('b.log', record('first\n'));
    happens('b', 'start');
    await clock.advance(1000);
    assert.deepEqual(tailer.totals('log.lines'), { [lines('a')]: 1, [lines('a', 'stderr')]: 1, [lines('b')]: 1 });
    assert.deepEqual(tailer.service.parts()[1], { name: 'container logs', state: 'ok', detail: '2 containers' });
    assert.equal(tailer.selfMetrics()['tidegauge.log.sources{kind:container}'], 2);
  });

  it('wait for a file that is not there yet', async t => {
    const { files, clock, put, start } = createHost(t);
    put('a');
    const tailer = await start();
    await clock.advance(3000);
    files.write('a.log', record('late\n'));
    await clock.advance(3000);
    assert.deepEqual(tailer.totals('log.lines'), { [lines('a')]: 1 });
  });

  it('have their last line, without an end, when the container dies, not before', async t => {
    const { files, clock, put, happens, start } = createHost(t);
    put('a');
    files.write('a.log', '');
    const tailer = await start();
    files.append('a.log', record('no end'));
    await clock.advance(2000);
    assert.deepEqual(tailer.totals('log.lines'), {});
    happens('a', 'die');
    await clock.advance(2000);
    assert.deepEqual(tailer.totals('log.lines'), { [lines('a')]: 1 });
  });

  it('are read to the end of a container that is removed, then let go of', async t => {
    const { files, clock, engine, put, happens, start } = createHost(t);
    put('a');
    files.write('a.log', '');
    const tailer = await start();
    files.append('a.log', record('bye\n') + record('no end'));
    unlinkSync(files.of('a.log'));
    engine.containers.delete('a');
    happens('a', 'destroy');
    await clock.advance(2000);
    assert.deepEqual(tailer.totals('log.lines'), { [lines('a')]: 2 });
    assert.equal(tailer.selfMetrics()['tidegauge.log.sources{kind:container}'], 0);
  });

  it('are read whole of one that was gone before the engine could be asked about it, under the names that its events tell', async t => {
    const { files, clock, put, happens, engine, start } = createHost(t);
    const [known, gone, left] = ['a', 'b', 'c'].map(letter => letter.repeat(64)) as [string, string, string];
    const pathOf = (id: string) => join(files.path, id, `${id}-json.log`);
    const write = (id: string, text: string) => {
      mkdirSync(join(files.path, id));
      writeFileSync(pathOf(id), text);
    };
    const heldFiles = () =>
      readdirSync('/proc/self/fd').filter(name => linkOf(`/proc/self/fd/${name}`).includes(files.path));
    write(known, '');
    put(known, { logPath: pathOf(known) });
    const tailer = await start();
    const before = heldFiles().length;
    for (const id of [gone, left]) write(id, record('one\n') + record('two'));
    await until(() => heldFiles().length === before + 2, 'both files held');
    for (const id of [gone, left]) rmSync(join(files.path, id), { recursive: true });
    const tags = (container: string) => ({ container, image: 'debian:12' });
    engine.emit({ id: gone, action: 'create', time: clock.now(), tags: tags('job') });
    engine.emit({ id: gone, action: 'destroy', time: clock.now(), tags: tags('job') });
    engine.emit({
      id: left,
      action: 'destroy',
      time: clock.now(),
      tags: tags('left-out'),
      labels: { 'tidegauge.exclude': 'true' },
    });
    happens(known, 'start');
    await clock.advance(2000);
    assert.deepEqual(tailer.totals('log.lines'), { 'log.lines{container:job,image:debian:12,stream:stdout}': 2 });
    await until(() => heldFiles().length === before, 'both files let go of');
  });

  it('go by the new name of a container that was renamed', async t => {
    const { files, clock, put, happens, start } = createHost(t);
    put('a');
    files.write('a.log', '');
    const tailer = await start();
    files.append('a.log', record('one\n'));
    await clock.advance(1000);
    put('a', { name: 'b', tags: { container: 'b', image: 'nginx:1.28' } });
    happens('a', 'rename');
    files.append('a.log', record('two\n'));
    await clock.advance(1000);
    assert.deepEqual(tailer.totals('log.lines'), { [lines('a')]: 1, [lines('b')]: 1 });
  });

  it('are read afresh of a new container of an old name: no trace goes on from one to the other', async t => {
    const { files, clock, engine, put, happens, start } = createHost(t);
    const names = { name: 'shop', tags: { container: 'shop', image: 'nginx:1.28' } };
    put('a', names);
    files.write('a.log', '');
    const tailer = await start();
    files.append('a.log', record('panic: boom\n') + record('\n') + record('goroutine 1 [running]:\n'));
    await clock.advance(1000);
    engine.containers.delete('a');
    happens('a', 'destroy');
    await clock.advance(1000);
    put('b', names);
    files.write('b.log', record('main.run(8080)\n'));
    happens('b', 'start');
    await clock.advance(1000);
    const of = (level: string) => `log.entries{container:shop,image:nginx:1.28,level:${level},stream:stdout}`;
    assert.deepEqual(tailer.totals('log.entries'), { [of('fatal')]: 1, [of('unknown')]: 1 });
  });

  it('are done without where no engine answers', async t => {
    const { engine, start } = createHost(t);
    engine.down();
    const tailer = await start();
    assert.deepEqual(tailer.service.parts()[1], {
      name: 'container logs',
      state: 'off',
      detail: 'no engine',
      remedy: 'start it',
    });
  });

  it('count bytes that are no records', async t => {
    const { files, clock, put, start } = createHost(t);
    put('a');
    files.write('a.log', '');
    const tailer = await start();
    files.append('a.log', `{"log":"half\n${record('whole\n')}`);
    await clock.advance(1000);
    assert.deepEqual(tailer.totals('log.lines'), { [lines('a')]: 1 });
    assert.equal(tailer.selfMetrics()['tidegauge.log.lost{reason:damaged}'], 12);
  });

  it('go on after a restart in the middle of a line', async t => {
    const { files, clock, put, start } = createHost(t);
    put('a');
    files.write('a.log', '');
    const first = await start();
    files.append('a.log', record('one\n') + record('two '));
    await first.stop();
    files.append('a.log', record('goes on\n'));
    const second = await start();
    await clock.advance(1000);
    await second.stop();
    assert.deepEqual(
      { ...first.totals('log.lines'), second: second.totals('log.bytes') },
      {
        [lines('a')]: 1,
        second: { [lines('a').replace('lines', 'bytes')]: 12 },
      },
    );
  });

  it('follow no more containers than they may', async t => {
    const { files, put, start } = createHost(t);
    for (const id of ['a', 'b', 'c']) {
      put(id);
      files.write(`${id}.log`, '');
    }
    const tailer = await start({ max_files: 2 });
    const { 'tidegauge.log.skipped': skipped, 'tidegauge.log.sources{kind:container}': followed } =
      tailer.selfMetrics();
    assert.deepEqual({ skipped, followed }, { skipped: 1, followed: 2 });
  });

  it('are not read where the driver is none, or the configuration says no', async t => {
    const { put, asked, start } = createHost(t);
    put('a', { logDriver: 'none' });
    const tailer = await start();
    assert.equal(tailer.service.parts()[1]?.detail, '0 containers');
    assert.deepEqual(asked, []);
  });

  describe('through the engine', () => {
    const out = (n: number, text: string) => frame('stdout', `2026-01-01T00:00:00.00000000${n}Z ${text}`);

    for (const [why, differences] of [
      ['the driver has no files', { logDriver: 'local', logPath: '' }],
      ['the file is out of sight', { logPath: '/nowhere/to/be/seen.log' }],
    ] as const)
      it(`are read where ${why}`, async t => {
        const { clock, answers, put, happens, start } = createHost(t);
        put('a', differences);
        const answer = new PassThrough();
        answers.push(answer);
        const tailer = await start();
        answer.write(out(1, 'one\n'));
        answer.write(out(2, 'no end'));
        await until(() => answer.readableLength === 0);
        await clock.advance(1000);
        assert.deepEqual(tailer.totals('log.lines'), { [lines('a')]: 1 });
        assert.equal(tailer.service.parts()[1]?.detail, '1 container, 1 of them through the engine');
        put('a', { ...differences, state: 'exited' });
        happens('a', 'die');
        await clock.advance(10);
        answer.end();
        await clock.advance(1000);
        assert.deepEqual(tailer.totals('log.lines'), { [lines('a')]: 2 });
      });

    it('go on after a restart from where they began, when they have said nothing yet', async t => {
      const { clock, asked, put, start } = createHost(t);
      put('a', { logDriver: 'local', startedAt: clock.now() - 3_600_000 });
      const began = clock.now();
      const first = await start();
      await clock.advance(60_000);
      await first.stop();
      await clock.advance(30_000);
      put('a', { logDriver: 'local' });
      const before = asked.length;
      const second = await start();
      await second.stop();
      assert.equal(asked[before], began);
    });

    it('of an old container that was started while nobody looked are read from then on', async t => {
      const { clock, asked, put, start } = createHost(t);
      const first = await start();
      await clock.advance(60_000);
      await first.stop();
      const stopped = clock.now();
      await clock.advance(30_000);
      put('a', { logDriver: 'local' });
      const second = await start();
      await second.stop();
      assert.equal(asked[0], stopped);
    });

    it('do not count as followed when the driver cannot be read, and are told of', async t => {
      const { clock, answers, put, start } = createHost(t);
      put('a', { logDriver: 'syslog', logPath: '' });
      for (let n = 0; n < 20; n++) answers.push(new Error('the driver does not support reading'));
      const tailer = await start();
      await clock.advance(1000);
      assert.equal(tailer.selfMetrics()['tidegauge.log.sources{kind:api}'], 0);
      assert.equal(tailer.service.parts()[1]?.detail, '0 containers, 1 more cannot be read');
    });

    it('are asked for again when the container starts anew, or the answer breaks off', async t => {
      const { clock, answers, asked, put, happens, start } = createHost(t);
      put('a', { logDriver: 'local' });
      answers.push(
        new PassThrough().end(out(1, 'one\n')),
        new Error('the engine is busy'),
        new Error('the engine is busy'),
      );
      const rest = new PassThrough();
      answers.push(rest);
      const tailer = await start();
      await clock.advance(2000);
      rest.end(Buffer.concat([out(1, 'one\n'), out(2, 'two\n')]));
      await clock.advance(10);
      put('a', { logDriver: 'local', state: 'exited' });
      happens('a', 'die');
      await clock.advance(1000);
      const before = asked.length;
      answers.push(new PassThrough().end(out(3, 'three\n')));
      put('a', { logDriver: 'local' });
      happens('a', 'start');
      await clock.advance(1000);
      assert.equal(asked.length > before, true);
      assert.equal(asked.at(-1), Date.UTC(2026, 0, 1));
      assert.deepEqual(tailer.totals('log.lines'), { [lines('a')]: 3 });
      assert.deepEqual(
        tailer.logger.lines.filter(line => line.startsWith('warn')),
        ['warn test: the log of container "a" can\'t be read through the engine: "the engine is busy"'],
      );
    });

    it('keep the runs of a container apart that starts anew before its first answer has ended', async t => {
      const { clock, answers, put, happens, start } = createHost(t);
      put('a', { logDriver: 'local' });
      const answer = new PassThrough();
      answers.push(answer, new PassThrough().end(out(2, 'second run\n')));
      const tailer = await start();
      answer.write(out(1, 'first run'));
      await until(() => answer.readableLength === 0);
      happens('a', 'die');
      put('a', { logDriver: 'local', restarts: 1 });
      happens('a', 'start');
      await clock.advance(10);
      answer.end();
      // When the stream tells its end is up to Node: the next run is asked for after that.
      await until(async () => {
        await clock.advance(1000);
        return tailer.totals('log.lines')[lines('a')] === 2;
      });
    });

    it('are let go of when the container is removed, though the answer never ends', async t => {
      const { clock, engine, answers, put, happens, start } = createHost(t);
      put('a', { logDriver: 'local' });
      const answer = new PassThrough();
      answers.push(answer);
      const tailer = await start();
      await clock.advance(100);
      engine.containers.delete('a');
      happens('a', 'destroy');
      await clock.advance(6000);
      assert.equal(answer.destroyed, true);
      assert.equal(tailer.selfMetrics()['tidegauge.log.sources{kind:api}'], 0);
    });
  });
});
