import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createByteSearch } from '../../../../services/log-tailer/written-metrics/byte-search.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { within } from '../formats/within.ts';

test('finds what a plain search finds, wherever it lies', () => {
  const random = seededRandom(7);
  const word = (letters: string, length: number) =>
    Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
  for (let round = 0; round < 5000; round++) {
    const texts = Array.from({ length: 1 + Math.floor(random() * 3) }, () => word('ab#', 1 + Math.floor(random() * 5)));
    const line = word('ab#', Math.floor(random() * 30));
    const found = within(line, createByteSearch(texts));
    assert.equal(
      found,
      texts.some(text => line.includes(text)),
      `${texts} in ${line}`,
    );
  }
});
