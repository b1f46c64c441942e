import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeSource, describeUnfit, detailsOf } from '../../../../services/log-tailer/inspection/describe.ts';
import type { ObservedLog } from '../../../../services/log-tailer/metrics/observed-log.ts';
import type { KeptLine } from '../../../../services/shared/logs/source-status.ts';

const line = (time: number, text: string): KeptLine => ({ number: time, time, level: 'error', text, cut: false });

/** A stream of a container `web` that has had 10 lines of JSON, but for `differences`. */
const stream = (name: string, differences: Partial<ObservedLog> = {}): ObservedLog => ({
  name: 'web',
  tags: { container: 'web', image: 'nginx:1.28', stream: name },
  format: 'json',
  formatIsSet: false,
  lines: 10,
  lastLine: 5000,
  reading: { kind: 'container', behind: 0, position: { path: '/c.log', inode: 8, offset: 3, size: 4, others: 0 } },
  kept: { errors: () => [], samples: () => [] },
  rules: [],
  ...differences,
});

test('the two streams of a container are one log', () => {
  assert.deepEqual(describeSource([stream('stdout'), stream('stderr', { lines: 5, lastLine: 7000 })]), {
    name: 'web',
    kind: 'container',
    state: 'reading',
    tags: { container: 'web', image: 'nginx:1.28' },
    formats: [{ format: 'json', setBy: 'lines' }],
    lines: 15,
    lastLine: 7000,
    behind: 0,
  });
});

test('streams in two formats are told apart; one without a line has none', () => {
  const formatsOf = (...streams: [ObservedLog, ...ObservedLog[]]) => describeSource(streams).formats;
  assert.deepEqual(formatsOf(stream('stdout'), stream('stderr', { format: 'plain' })), [
    { format: 'json', stream: 'stdout', setBy: 'lines' },
    { format: 'plain', stream: 'stderr', setBy: 'lines' },
  ]);
  const silent = { format: undefined, lines: 0, lastLine: undefined };
  assert.deepEqual(formatsOf(stream('stdout'), stream('stderr', silent)), [{ format: 'json', setBy: 'lines' }]);
  assert.deepEqual(formatsOf(stream('stdout', silent), stream('stderr', silent)), []);
});

test('a log is behind from a MiB on, and unreadable where there is trouble', () => {
  const stateOf = (reading: ObservedLog['reading']) => describeSource([stream('stdout', { reading })]).state;
  assert.equal(stateOf({ kind: 'file', behind: 1_048_575 }), 'reading');
  assert.equal(stateOf({ kind: 'file', behind: 1_048_576 }), 'behind');
  assert.equal(stateOf({ kind: 'api' }), 'reading');
  assert.equal(stateOf({ kind: 'api', trouble: 'no such container' }), 'unreadable');
  const { behind, reason } = describeSource([stream('stdout', { reading: { kind: 'api', trouble: 'gone' } })]);
  assert.deepEqual([behind, reason], [null, 'gone']);
  assert.equal(describeUnfit('/var/log/secure', 'permission denied').reason, 'permission denied');
});

test('lines of both streams are told in the order of time, and matches of rules added up', () => {
  const rules = (...matched: number[]) => matched.map((count, index) => ({ rule: `rule ${index}`, matched: count }));
  const out = stream('stdout', {
    rules: rules(1, 0),
    kept: { errors: () => [line(1, 'a'), line(3, 'c')], samples: () => [] },
  });
  const err = stream('stderr', { rules: rules(2, 0), kept: { errors: () => [line(2, 'b')], samples: () => [] } });
  const { errorLines, rules: matches, position } = detailsOf([out, err]);
  assert.deepEqual(
    errorLines.map(({ text }) => text),
    ['a', 'b', 'c'],
  );
  assert.deepEqual(matches, rules(3, 0));
  assert.equal(position?.inode, 8);
});
