import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import type { FilePosition } from '../../../services/log-tailer/files/position.ts';
import { loadPositions } from '../../../services/log-tailer/positions.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';
import { createLogDirectory } from './log-directory.ts';

const start = Date.UTC(2026, 0, 1);
const position = (inode: number, offset = 10): FilePosition => ({
  device: 1,
  inode,
  offset,
  head: { bytes: 10, hash: 'head' },
  tail: { bytes: 10, hash: 'tail' },
});

function createStore(context: TestContext) {
  const directory = createLogDirectory(context);
  const clock = createFakeClock(start);
  const logger = createKeepingLogger();
  return { directory, clock, logger, load: () => loadPositions({ directory: directory.path, clock, logger }) };
}

describe('loadPositions', () => {
  it('knows nothing at the first start, and that it is not the first at the next', async t => {
    const { load } = createStore(t);
    const first = load();
    assert.equal(first.savedAt, undefined);
    await first.save();
    assert.equal(load().savedAt, start);
  });

  it('finds what was kept: by file and by source, oldest first, and of containers', async t => {
    const { load } = createStore(t);
    const before = load();
    before.keepFile('file:/a.log', position(1), false);
    before.keepFile('file:/a.log', position(2), false);
    before.keepFile('file:/b.log', position(3), false);
    before.keepFile('file:/a.log', position(1, 20), true);
    before.keepFile('file:/a.log', position(4), false);
    const container = { id: 'c', open: { stdout: { bytes: 'aGk=', skipped: 0 } }, last: { stamp: 's', count: 1 } };
    before.keepContainer(container);
    await before.save();
    const after = load();
    assert.deepEqual(
      after.filesOf('file:/a.log').map(({ inode }) => inode),
      [2, 4],
    );
    assert.equal(after.file({ device: 1, inode: 1 })?.offset, 20);
    assert.equal(after.file({ device: 2, inode: 1 }), undefined);
    assert.deepEqual(after.container('c'), container);
  });

  it('writes only when something has changed, for its owner only', async t => {
    const { load, directory } = createStore(t);
    const positions = load();
    positions.keepFile('file:/a.log', position(1), false);
    await positions.save();
    const { mtimeMs, mode, ino } = statSync(directory.of('log-positions.json'));
    positions.keepFile('file:/a.log', positions.filesOf('file:/a.log')[0]!, false);
    await positions.save();
    assert.equal(statSync(directory.of('log-positions.json')).ino, ino);
    assert.equal(statSync(directory.of('log-positions.json')).mtimeMs, mtimeMs);
    assert.equal(mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(directory.path), ['log-positions.json']);
  });

  it('tells when the last run ended, though nothing had changed, and a minute at most before where it was killed', async t => {
    const { load, clock } = createStore(t);
    const positions = load();
    await positions.save();
    await clock.advance(59_000);
    await positions.save();
    assert.equal(load().savedAt, start);
    await clock.advance(1000);
    await positions.save();
    assert.equal(load().savedAt, start + 60_000);
    await clock.advance(1000);
    await positions.close();
    assert.equal(load().savedAt, start + 61_000);
  });

  for (const text of [
    '',
    '{"version":1',
    '{"version":2}',
    'null',
    '{"version":1,"saved":0,"files":[{}],"containers":[]}',
  ])
    it(`keeps ${JSON.stringify(text)} aside as damaged, and says so`, t => {
      const { load, directory, logger } = createStore(t);
      directory.write('log-positions.json', text);
      assert.equal(load().savedAt, undefined);
      const [aside] = readdirSync(directory.path);
      assert.equal(aside, `log-positions.json.damaged-${start}`);
      assert.equal(readFileSync(directory.of(aside!), 'utf8'), text);
      assert.deepEqual(logger.lines, [
        `warn test: positions in logs are damaged, logs.start_at applies; kept aside as "${directory.of(aside!)}"`,
      ]);
    });

  it('tries again when a save fails', async t => {
    const { load, directory, logger } = createStore(t);
    const positions = load();
    mkdirSync(directory.of('log-positions.json.new'));
    await positions.save();
    assert.match(logger.lines.join(), /^warn test: positions in logs are not saved: EISDIR/);
    rmdirSync(directory.of('log-positions.json.new'));
    await positions.save();
    assert.deepEqual(readdirSync(directory.path), ['log-positions.json']);
  });

  it('forgets what nobody has told of for a day', async t => {
    const { load, clock } = createStore(t);
    const positions = load();
    positions.keepFile('file:/a.log', position(1), true);
    await clock.advance(86_400_001);
    positions.keepFile('file:/a.log', position(2), false);
    await positions.save();
    const after = load();
    assert.equal(after.file({ device: 1, inode: 1 }), undefined);
    assert.equal(after.file({ device: 1, inode: 2 })?.offset, 10);
  });
});
