import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt, withoutLineFeeds } from '../../../../../services/statsd-server/outputs/repeat/pieces.ts';

const buffer = Buffer.from('aa\nbbb\ncccc\n\n');

test('line feeds at the end are not part of a line', () => {
  assert.equal(withoutLineFeeds(buffer, 0, buffer.length), 11);
  assert.equal(withoutLineFeeds(buffer, 0, 2), 2);
  assert.equal(withoutLineFeeds(buffer, 11, 13), 11);
});

test('a piece is cut behind the last whole line that fits', () => {
  assert.equal(cutAt(buffer, 0, 11, 11), 11);
  assert.equal(cutAt(buffer, 0, 11, 10), 6);
  assert.equal(cutAt(buffer, 0, 11, 6), 6);
  assert.equal(cutAt(buffer, 0, 11, 5), 2);
  assert.equal(cutAt(buffer, 3, 11, 4), 6);
});

test('a line that is longer stays whole', () => {
  assert.equal(cutAt(buffer, 0, 11, 1), 2);
  assert.equal(cutAt(buffer, 7, 11, 2), 11);
  assert.equal(cutAt(Buffer.from('\naaaa\nb'), 1, 7, 3), 5);
});

test('nothing beyond the end is looked at', () => {
  const neighbours = Buffer.from('\naaaaaaaa\n');
  assert.equal(cutAt(neighbours, 1, 9, 4), 9);
});
