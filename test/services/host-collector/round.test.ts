import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRound } from '../../../services/host-collector/round.ts';
import { type Source, said } from '../../../services/host-collector/sources/source.ts';
import { failure, type Outcome } from '../../../services/shared/outcome.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';
import { createRecordingClient } from '../../support/recording-client.ts';

const source = (name: string, collect: () => Outcome<void>): Source => ({
  name,
  collect(statsd) {
    statsd.gauge(name, 1);
    return collect();
  },
  close() {},
});

function roundOf(...sources: Source[]) {
  const statsd = createRecordingClient();
  const logger = createKeepingLogger();
  const counted: string[] = [];
  const errors = (name: string) => ({ add: () => void counted.push(name) });
  return { round: createRound(sources, { statsd, logger, errors }), statsd, logger, counted };
}

test('a source that fails keeps none of the others back', async () => {
  const { round, statsd, counted } = roundOf(
    source('a', () => said),
    source('b', () => failure('gone')),
    source('c', () => {
      throw new Error('a mistake');
    }),
    source('d', () => said),
  );
  await round.run();
  assert.deepEqual(statsd.take(), ['a 1 g', 'b 1 g', 'c 1 g', 'd 1 g']);
  assert.deepEqual(counted, ['b', 'c']);
  assert.equal(round.failing.get('b'), 'gone');
  assert.match(round.failing.get('c')!, /^unexpected: Error: a mistake at /);
});

test('a failure is said at its beginning and its end, not in between', async () => {
  const outcomes = [failure('gone'), failure('gone further'), said, failure('gone')];
  const { round, logger, counted } = roundOf(source('a', () => outcomes.shift()!));
  for (let rounds = 0; rounds < 4; rounds++) await round.run();
  assert.deepEqual(logger.lines, [
    'warn test: goes without a, or part of it: gone',
    'info test: a: back again',
    'warn test: goes without a, or part of it: gone',
  ]);
  assert.equal(counted.length, 3);
});
