import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../../../services/shared/event.ts';
import type { MetricStore } from '../../../../../services/shared/store/metric-store.ts';
import { at, contractTime, type OpenStore, withStore } from './support.ts';
import { oddTexts } from './writing.ts';

const event = (seconds: number, title: string, tags: Event['tags'] = {}, text = ''): Event => ({
  time: at(seconds),
  title,
  text,
  tags,
});

const range = { from: at(0), to: at(3600) };

const titles = (events: Event[]) => events.map(({ time, title }) => `${(time - contractTime) / 1000} ${title}`);

const withEvents = (open: OpenStore, events: Event[], body: (store: MetricStore) => Promise<void>) =>
  withStore(open, [], async store => {
    assert.deepEqual(await store.writeEvents(events), { ok: true, value: events.length });
    await body(store);
  });

/** Events, which are no metrics. */
export function eventsContract(open: OpenStore): void {
  const die = event(20, 'container die', { container: 'web', action: 'die', exit_code: '137' }, 'killed');
  const start = event(10, 'container start', { container: 'web', action: 'start' });
  const other = event(10.5, 'container start', { container: 'db', action: 'start' });

  test('events come back as they were written, oldest first', async () => {
    await withEvents(open, [die, start, other], async store => {
      assert.deepEqual(await store.events(range, [], 10), [start, other, die]);
    });
  });

  test('the range takes in `from` and leaves out `to`', async () => {
    await withEvents(open, [start, other, die], async store => {
      assert.deepEqual(await store.events({ from: at(10), to: at(20) }, [], 10), [start, other]);
      assert.deepEqual(await store.events({ from: at(10.001), to: at(20.001) }, [], 10), [other, die]);
    });
  });

  test('where keeps the events to which all filters apply', async () => {
    await withEvents(open, [start, other, die], async store => {
      const web = { tag: 'container', values: ['web'] };
      assert.deepEqual(await store.events(range, [web], 10), [start, die]);
      assert.deepEqual(await store.events(range, [web, { tag: 'action', values: ['die', 'oom'] }], 10), [die]);
      assert.deepEqual(await store.events(range, [{ tag: 'exit_code', values: ['137'] }], 10), [die]);
      assert.deepEqual(await store.events(range, [{ tag: 'container', values: ['none'] }], 10), []);
      assert.deepEqual(await store.events(range, [{ tag: 'nowhere', values: ['x'] }], 10), []);
    });
  });

  test('the limit keeps the newest, of those that the filters leave', async () => {
    const many = Array.from({ length: 20 }, (_, index) => event(index, `e${index}`, { odd: `${index % 2}` }));
    await withEvents(open, many, async store => {
      assert.deepEqual(titles(await store.events(range, [], 3)), ['17 e17', '18 e18', '19 e19']);
      const odd = await store.events(range, [{ tag: 'odd', values: ['0'] }], 2);
      assert.deepEqual(titles(odd), ['16 e16', '18 e18']);
    });
  });

  test('events of one moment are all kept, by title; an identical one is kept once', async () => {
    const same = [
      event(5, 'stop', { container: 'a' }),
      event(5, 'die', { container: 'a' }),
      event(5, 'stop', { container: 'b' }),
    ];
    await withEvents(open, [...same, same[0]!], async store => {
      await store.writeEvents([same[1]!]);
      assert.deepEqual(titles(await store.events(range, [], 10)), ['5 die', '5 stop', '5 stop']);
    });
  });

  test('titles, texts and tags may hold anything', async () => {
    const odd = oddTexts.map((text, index) => event(index, text, { odd: text }, `"${text}"\n\t'second line'\\`));
    await withEvents(open, odd, async store => {
      assert.deepEqual(await store.events(range, [], 100), odd);
      for (const [index, text] of oddTexts.entries()) {
        assert.deepEqual(await store.events(range, [{ tag: 'odd', values: [text] }], 100), [odd[index]]);
      }
    });
  });

  test('no events are taken as none', async () => {
    await withEvents(open, [], async store => assert.deepEqual(await store.events(range, [], 10), []));
  });

  test('events are neither metrics nor values of tags', async () => {
    await withEvents(open, [start], async store => {
      assert.deepEqual(await store.metrics(), []);
      assert.deepEqual(await store.tagValues('container'), []);
    });
  });
}
