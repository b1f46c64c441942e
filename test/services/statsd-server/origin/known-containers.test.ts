import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnownContainers } from '../../../../services/statsd-server/origin/known-containers.ts';
import { fakeContainer } from '../../../support/fake-engine.ts';

const idOf = (number: number) => number.toString(16).padStart(12, '0').padEnd(64, 'f');

test('a container is known by its id and by what the id begins with', () => {
  const { listener, tagsOf } = createKnownContainers();
  const id = idOf(1);
  listener.appeared?.(fakeContainer(id, { tags: { container: 'web' } }));
  assert.deepEqual(tagsOf(id), { container: 'web' });
  assert.deepEqual(tagsOf(id.slice(0, 12)), { container: 'web' });
  assert.equal(tagsOf(`${id.slice(0, 12)}0`), undefined);
  listener.changed?.(fakeContainer(id, { tags: { container: 'shop' } }));
  assert.deepEqual(tagsOf(id), { container: 'shop' });
});

test('of those removed the last thousand are known', () => {
  const { listener, tagsOf } = createKnownContainers();
  const containers = Array.from({ length: 1001 }, (_, number) => fakeContainer(idOf(number)));
  for (const container of containers) listener.appeared?.(container);
  for (const container of containers) listener.gone?.(container);
  assert.equal(tagsOf(idOf(0)), undefined);
  assert.ok(tagsOf(idOf(1)));
  assert.ok(tagsOf(idOf(1000)));
});

test('one that came back is not forgotten with those removed', () => {
  const { listener, tagsOf } = createKnownContainers();
  const back = fakeContainer(idOf(5000));
  listener.appeared?.(back);
  listener.gone?.(back);
  listener.appeared?.(back);
  for (let number = 0; number < 1001; number++) {
    const container = fakeContainer(idOf(number));
    listener.appeared?.(container);
    listener.gone?.(container);
  }
  assert.ok(tagsOf(back.id));
});
