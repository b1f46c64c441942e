import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FilePosition } from '../../../services/log-tailer/files/position.ts';
import { createPositions, type PositionsOptions } from '../../../services/log-tailer/positions.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';

const start = Date.UTC(2026, 0, 1);
const position = (inode: number, offset = 10): FilePosition => ({
  device: 1,
  inode,
  offset,
  head: { bytes: 10, hash: 'head' },
  tail: { bytes: 10, hash: 'tail' },
});

/** The positions of a run that found this. */
function create(recovered?: PositionsOptions['recovered']) {
  const clock = createFakeClock(start);
  const logger = createKeepingLogger();
  return { clock, logger, positions: createPositions({ recovered, clock, logger }) };
}

test('the first start knows nothing, and the next that it is not the first', () => {
  const first = create().positions;
  assert.equal(first.savedAt, undefined);
  assert.equal(first.changes(), undefined);
  const next = create({ whole: first.whole(), changes: [], at: start + 5 }).positions;
  assert.equal(next.savedAt, start + 5);
});

test('what was kept is found, of each kind: by file and by source, oldest first', () => {
  const before = create().positions;
  const whole = before.whole();
  before.keepFile('file:/a.log', position(1), false);
  before.keepFile('file:/a.log', position(2), false);
  const first = before.changes()!;
  before.keepFile('file:/b.log', position(3), false);
  before.keepFile('file:/a.log', position(1, 20), true);
  before.keepFile('file:/a.log', position(4), false);
  const container = { id: 'c', open: { stdout: { bytes: 'aGk=', skipped: 0 } }, last: { stamp: 's', count: 1 } };
  before.keepContainer(container);
  before.keepSource('/a.log', {});
  const second = before.changes()!;
  assert.equal(before.changes(), undefined);

  for (const recovered of [
    { whole, changes: [first, second], at: start },
    { whole: before.whole(), changes: [], at: start },
  ]) {
    const { positions: after, logger } = create(recovered);
    assert.deepEqual(
      after.filesOf('file:/a.log').map(({ inode }) => inode),
      [2, 4],
    );
    assert.equal(after.file({ device: 1, inode: 1 })?.offset, 20);
    assert.equal(after.file({ device: 2, inode: 1 }), undefined);
    assert.deepEqual(after.container('c'), container);
    assert.deepEqual(after.source('/a.log'), {});
    assert.equal(after.changes(), undefined, 'what was found has not changed');
    assert.deepEqual(logger.lines, []);
  }
});

test('only what differs from what was kept has changed', () => {
  const { positions } = create();
  const unchanged = position(1);
  positions.keepFile('file:/a.log', unchanged, false);
  positions.keepFile('file:/a.log', position(2), false);
  positions.changes();
  positions.keepSeen('files', start);
  assert.equal(positions.changes(), undefined);
  positions.keepFile('file:/a.log', unchanged, false);
  positions.keepFile('file:/a.log', position(2, 30), false);
  assert.deepEqual(JSON.parse(positions.changes()!), {
    files: [{ source: 'file:/a.log', done: false, ...position(2, 30) }],
    containers: [],
    journals: [],
    sources: [],
    seen: { files: start },
  });
});

for (const text of ['', '{"files":1', 'null', '{"files":[{}]}'])
  test(`${JSON.stringify(text)} is damaged: that is told, and the rest is kept`, () => {
    const before = create().positions;
    before.keepFile('file:/a.log', position(1), false);
    const { positions, logger } = create({ whole: before.whole(), changes: [text], at: start });
    assert.equal(positions.filesOf('file:/a.log').length, 1);
    assert.equal(logger.lines.length, 1);
    assert.match(logger.lines[0]!, /^warn test: positions in logs are damaged, logs.start_at applies to some: /);
  });

test('what nobody has told of for a day is forgotten', async () => {
  const { clock, positions } = create();
  positions.keepFile('file:/a.log', position(1), true);
  await clock.advance(86_400_001);
  positions.keepFile('file:/a.log', position(2), false);
  const after = create({ whole: positions.whole(), changes: [], at: start }).positions;
  assert.equal(after.file({ device: 1, inode: 1 }), undefined);
  assert.equal(after.file({ device: 1, inode: 2 })?.offset, 10);
});

/** A run, what the next one finds if this one is killed now, and if it ends in order. */
function runsAfter(before: ReturnType<typeof create>['positions'], whole: string, changes: readonly string[]) {
  const next = [
    { whole, changes },
    { whole: before.whole(), changes: [] },
  ].map(recovered => create({ ...recovered, at: start }).positions);
  return [before, ...next];
}
const another = (inode: number): FilePosition => ({ ...position(inode), head: { bytes: 10, hash: 'another' } });
const offsetsOf = (files: readonly FilePosition[]) => files.map(({ offset }) => offset);

test('a file whose inode another log has got is known by what it held, and its rest is looked for until it is found', () => {
  const before = create().positions;
  const whole = before.whole();
  before.keepFile('container:a', position(1, 200), false);
  before.keepFile('container:a', position(2, 300), false);
  const first = before.changes()!;
  before.keepFile('container:b', another(1), false);
  const second = before.changes()!;
  for (const positions of runsAfter(before, whole, [first, second])) {
    assert.equal(positions.file({ device: 1, inode: 1 })?.head.hash, 'another');
    assert.deepEqual(offsetsOf(positions.filesOf('container:a')), [200, 300], 'oldest first');
  }
  before.keepFile('container:a', before.filesOf('container:a')[0]!, true);
  const third = before.changes()!;
  for (const positions of runsAfter(before, whole, [first, second, third])) {
    assert.deepEqual(offsetsOf(positions.filesOf('container:a')), [300]);
    assert.deepEqual(offsetsOf(positions.knownOf('container:a')), [200, 300]);
    assert.deepEqual(offsetsOf(positions.filesOf('container:b')), [10], 'the inode is still that of the other');
    assert.equal(positions.file({ device: 1, inode: 1 })?.head.hash, 'another');
  }
});

test('of a file that its own log has written over the log knows what became', () => {
  const before = create().positions;
  const whole = before.whole();
  before.keepFile('file:/a.log', position(1, 200), false);
  before.keepFile('file:/a.log', another(1), false);
  for (const positions of runsAfter(before, whole, [before.changes()!])) {
    assert.deepEqual(offsetsOf(positions.filesOf('file:/a.log')), [10]);
    assert.deepEqual(offsetsOf(positions.knownOf('file:/a.log')).toSorted(), [10, 200]);
  }
});

test('of a short file the beginning grows: it stays the same', () => {
  const { positions } = create();
  positions.keepFile('file:/a.log', position(1), false);
  positions.keepFile('file:/a.log', { ...position(1), head: { bytes: 20, hash: 'longer' } }, false);
  assert.equal(positions.knownOf('file:/a.log').length, 1);
});
