import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRuleReaders } from '../../../../services/log-tailer/rules/apply.ts';
import { createTally } from '../../../../services/log-tailer/tally/tally.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';
import { feed, rulesOf } from './rule-of.ts';

function readersOf(...written: object[]) {
  const tally = createTally({});
  const readers = createRuleReaders(rulesOf(...written), 'shop-web-1', tally);
  const said = () => {
    const client = createRecordingClient();
    tally.report(client);
    return client.take();
  };
  return { tally, readers, said };
}

test('rules look at a line in their order, and one that drops it ends that', () => {
  const { readers, said } = readersOf(
    { match: 'GET', metric: 'app.before' },
    { match: '/health', drop: true },
    { match: 'GET', metric: 'app.after' },
  );
  assert.deepEqual(
    ['GET /health', 'GET /', 'POST /health', 'POST /'].map(line => feed(readers, line)),
    [true, false, true, false],
  );
  assert.deepEqual(said(), ['app.after 1 c', 'app.before 2 c']);
  assert.deepEqual(
    readers.readers.map(({ matched }) => matched()),
    [2, 2, 1],
  );
});

test('only rules for the source look at its lines', () => {
  const { readers, said } = readersOf(
    { match: 'a', metric: 'app.here', source: 'shop-*' },
    { match: 'a', metric: 'app.there', source: 'blog-*' },
  );
  feed(readers, 'a');
  assert.deepEqual(said(), ['app.here 1 c']);
});

test('what stands before and behind a line is not seen', () => {
  const { readers, said } = readersOf({ match: 'before' }, { match: 'after' }, { match: 'e' });
  feed(readers, 'line');
  assert.deepEqual(said(), ['app.x 1 c']);
});

test('a rule that stays through a change goes on with its matches and the values of its tags', () => {
  const counting = { match: 'id (?<id>\\d+)', tags: ['id'] };
  const { tally, readers, said } = readersOf(counting);
  for (let id = 0; id < 100; id++) feed(readers, `id ${id}`);
  const changed = createRuleReaders(rulesOf({ match: 'new', metric: 'app.new' }, counting), 'shop', tally, readers);
  feed(changed, 'id 100 new');
  assert.deepEqual(
    changed.readers.map(({ matched }) => matched()),
    [1, 101],
  );
  const all = said();
  assert.equal(all.length, 102);
  assert.ok(all.includes('app.x{id:_OTHER} 1 c'));
  assert.ok(all.includes('app.x{id:99} 1 c'));
});

test('an expression sees the first 8 KiB of a line, JSON is read up to 64 KiB', () => {
  const { readers, said } = readersOf(
    { match: 'end', metric: 'app.text' },
    { json: { end: true }, metric: 'app.json' },
  );
  for (const length of [8000, 9000, 65_000, 70_000]) feed(readers, `{"x":"${'x'.repeat(length)}","end":true}`);
  assert.deepEqual(said(), ['app.json 3 c', 'app.text 1 c']);
});

test('of two rules that say the same each goes on for itself', () => {
  const twice = [{ match: 'a' }, { match: 'a' }];
  const { tally, readers, said } = readersOf(...twice);
  feed(readers, 'a');
  const changed = createRuleReaders(rulesOf(...twice, { match: 'a', metric: 'app.new' }), 'shop', tally, readers);
  feed(changed, 'a');
  assert.deepEqual(
    changed.readers.map(({ matched }) => matched()),
    [2, 2, 1],
  );
  assert.deepEqual(said(), ['app.new 1 c', 'app.x 4 c']);
});

test('what a rule that is gone has counted is still said, and then forgotten', () => {
  const { tally, readers, said } = readersOf({ match: 'a' });
  feed(readers, 'a');
  createRuleReaders([], 'shop', tally, readers);
  assert.deepEqual(said(), ['app.x 1 c']);
  feed(readers, 'a');
  assert.deepEqual(said(), []);
});
