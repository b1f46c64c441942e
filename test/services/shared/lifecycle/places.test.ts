import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPlaces } from '../../../../services/shared/lifecycle/places.ts';

test('what finds no place is not begun, and work that is over, or failed, leaves its place', async () => {
  const places = createPlaces(2);
  const begun: string[] = [];
  const work = (name: string, result: Promise<string>) =>
    places(() => {
      begun.push(name);
      return result;
    });
  const [first, second] = [work('a', Promise.resolve('done')), work('b', Promise.reject(new Error('no')))];
  assert.equal(work('c', Promise.resolve('')), undefined);
  assert.equal(await first, 'done');
  await assert.rejects(second!);
  assert.equal(await work('d', Promise.resolve('again')), 'again');
  assert.deepEqual(begun, ['a', 'b', 'd']);
});
