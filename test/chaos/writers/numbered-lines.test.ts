import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNumberedLines } from './numbered-lines.ts';

const create = () => createNumberedLines({ name: 'rename', blockLines: 2 });

test('each line bears its source, its block and its number', () => {
  const lines = create();
  assert.equal(lines.next(1), `chaos rename b0 n1 ${'x'.repeat(79)}\n`);
  assert.match(lines.next(2), /^chaos rename b0 n2 x*\nchaos rename b1 n3 x*\n$/);
  assert.equal(lines.count, 3);
});

test('lines of exactly so many bytes are whole lines, and none where there is no room for one', () => {
  for (const bytes of [160, 161, 319, 320, 321, 10_000, 10_001]) {
    const text = create().exactly(bytes);
    assert.equal(text.length, bytes);
    assert.match(text, /^(chaos rename b\d+ n\d+ x*\n)+$/);
  }
  assert.equal(create().exactly(159), '');
  assert.equal(create().exactly(-7), '');
});
