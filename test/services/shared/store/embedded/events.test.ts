import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../../../services/shared/event.ts';
import { openTestStore } from './support.ts';

const time = Date.UTC(2026, 0, 1);

/** Long events, `each` of every millisecond. */
const flood = (count: number, each: number): Event[] =>
  Array.from({ length: count }, (_, index) => ({
    time: time + Math.floor(index / each),
    title: `event ${index}`,
    text: `${index}`.padEnd(7000, 'abcdefgh'),
    tags: { host: 'a', container: `c${index % 7}` },
  }));

async function withStore(body: (opened: Awaited<ReturnType<typeof openTestStore>>) => Promise<void>): Promise<void> {
  const opened = await openTestStore({ now: time });
  try {
    await body(opened);
  } finally {
    await opened.close();
  }
}

test('a flood of long events is written in far less than a flush interval, once however often it comes', async () => {
  await withStore(async ({ store }) => {
    const events = flood(2000, 10);
    const began = performance.now();
    for (let round = 0; round < 2; round += 1) {
      for (let start = 0; start < events.length; start += 500) {
        assert.deepEqual(await store.writeEvents(events.slice(start, start + 500)), { ok: true, value: 500 });
      }
    }
    const took = performance.now() - began;
    assert.ok(took < 5000, `${Math.round(took)} ms`);
    const kept = await store.events({ from: time, to: time + 1000 }, [], 10_000);
    assert.equal(kept.length, 2000);
  });
});

test('events that differ in one thing only are all kept', async () => {
  await withStore(async ({ store }) => {
    const event: Event = { time, title: 'a', text: 'b', tags: { c: 'd', e: 'f' } };
    const others: Event[] = [
      { ...event, time: time + 1 },
      { ...event, title: 'ab', text: '' },
      { ...event, tags: { c: 'd' } },
      { ...event, tags: { c: 'f', e: 'd' } },
      { ...event, tags: {} },
    ];
    await store.writeEvents([event, ...others.slice(0, 2)]);
    await store.writeEvents([event, ...others, { ...event, tags: { e: 'f', c: 'd' } }]);
    assert.equal((await store.events({ from: time, to: time + 1000 }, [], 100)).length, 6);
  });
});

test('a time between two milliseconds is the first of them', async () => {
  await withStore(async ({ store }) => {
    const event: Event = { time: time + 0.5, title: 'a', text: '', tags: {} };
    assert.deepEqual(await store.writeEvents([event]), { ok: true, value: 1 });
    assert.deepEqual(await store.events({ from: time, to: time + 1 }, [], 1), [{ ...event, time }]);
  });
});
