import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, success } from '../../../../services/shared/outcome.ts';
import { writeIsolating } from '../../../../services/shared/store/isolating-write.ts';

/** A store of letters that refuses `x`, is away from `?` on, and leaves out `-`. Keeps what it was asked to write. */
function createLetterStore() {
  const writes: string[] = [];
  let taken = '';
  return {
    writes,
    taken: () => taken,
    async write(items: readonly string[]) {
      writes.push(items.join(''));
      if (items.includes('?')) return failure({ kind: 'retry', message: 'away' } as const);
      if (items.includes('x')) return failure({ kind: 'refused', message: 'x is bad' } as const);
      const good = items.filter(item => item !== '-');
      taken += good.join('');
      return success(good.length);
    },
  };
}

const none = { retry: 0, refused: 0 };

test('a good batch is written at once', async () => {
  const store = createLetterStore();
  assert.deepEqual(await writeIsolating([...'abc'], store.write), { taken: 3, dropped: 0, left: [], failures: none });
  assert.deepEqual(store.writes, ['abc']);
});

test('an empty batch is not written', async () => {
  const store = createLetterStore();
  assert.deepEqual(await writeIsolating([], store.write), { taken: 0, dropped: 0, left: [], failures: none });
  assert.deepEqual(store.writes, []);
});

test('of a refused batch everything but the bad items is written, in order', async () => {
  const store = createLetterStore();
  assert.deepEqual(await writeIsolating([...'abxcdefx'], store.write), {
    taken: 6,
    dropped: 2,
    left: [],
    failures: { retry: 0, refused: 7 },
    refusedMessage: 'x is bad',
  });
  assert.equal(store.taken(), 'abcdef');
});

test('what the store leaves out of a write is dropped', async () => {
  const store = createLetterStore();
  assert.deepEqual(await writeIsolating([...'a-b'], store.write), { taken: 2, dropped: 1, left: [], failures: none });
});

test('when the store goes away, what is not yet written is left, bad items no longer in it', async () => {
  const store = createLetterStore();
  assert.deepEqual(
    await writeIsolating([...'xabcd?ef'], async items => {
      // Away only once the bad item has been found: refused first, as the whole batch would be.
      if (items.includes('x')) return failure({ kind: 'refused', message: 'x is bad' } as const);
      return store.write(items);
    }),
    {
      taken: 3,
      dropped: 1,
      left: [...'d?ef'],
      failures: { retry: 1, refused: 4 },
      retryMessage: 'away',
      refusedMessage: 'x is bad',
    },
  );
});

test('after 100 refusals the rest that is refused goes as a whole', async () => {
  let writes = 0;
  const report = await writeIsolating(
    Array.from({ length: 1024 }, (_, index) => index),
    async () => {
      writes += 1;
      return failure({ kind: 'refused', message: 'all bad' } as const);
    },
  );
  assert.equal(report.dropped, 1024);
  assert.deepEqual(report.left, []);
  assert.ok(writes < 120, `${writes} writes`);
});
