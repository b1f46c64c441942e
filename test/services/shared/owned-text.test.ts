import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ownedText } from '../../../services/shared/owned-text.ts';

test('text stays what it is', () => {
  for (const text of [
    '',
    'a',
    'longer than thirteen',
    'Ünïcödé as long as that',
    'emoji 😀 and more',
    `half a pair, \ud800, of two`,
  ])
    assert.equal(ownedText(text), text);
});

test('what is cut out of a long text does not keep it', () => {
  const before = process.memoryUsage().heapUsed;
  // 1000 texts of 100 KB, of which 20 characters each are kept: 100 MB, if they kept all of it.
  const kept = Array.from({ length: 1000 }, (_, index) =>
    ownedText(
      Buffer.alloc(100_000, 97 + (index % 26))
        .toString('latin1')
        .slice(5, 25),
    ),
  );
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  assert.ok(process.memoryUsage().heapUsed - before < 20_000_000);
  assert.equal(kept.length, 1000);
});
