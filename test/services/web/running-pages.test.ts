import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { configSchema } from '../../../services/shared/config/schema.ts';
import type { Point } from '../../../services/shared/point.ts';
import { startWeb, type Web } from '../../../services/web/web.ts';
import { launchChromium, openPage } from '../../support/browser.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeStore, type FakeStore } from '../../support/fake-store.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';
import { skipWithoutChromium } from '../../support/requires.ts';
import { createFakeRunning, type FakeRunning } from '../../support/running-source.ts';
import { until } from '../../support/until.ts';

const skip = skipWithoutChromium();
/** The end of the newest interval that is stored. */
const end = Date.UTC(2026, 0, 5, 12);
const step = 10_000;

const load = (value: number, time: number): Point => ({
  metric: 'system.cpu.load_average.1m',
  tags: { host: 'tide', metric_type: 'gauge' },
  fields: { value },
  time,
});

let browser: Browser;
let web: Web;
let store: FakeStore;
let running: FakeRunning;

before(async () => {
  if (skip) return;
  browser = await launchChromium();
});

after(() => browser?.close());

async function serve() {
  store = createFakeStore([load(1, end - 2 * step), load(2, end - step)]);
  running = createFakeRunning(end);
  const clock = createFakeClock(end + 2000);
  web = await startWeb(configSchema.parse({ web: { port: 0 } }), {
    store,
    running,
    health: () => [],
    clock,
    logger: createKeepingLogger(),
  });
  return `http://127.0.0.1:${web.port()}`;
}

const figure = (page: Page) => page.locator('section[aria-label="Load, 1 min"] .figure').textContent();
const shows = (page: Page, text: string) => until(async () => (await figure(page)) === text, `the figure ${text}`);

test('a page shows the interval under way as it grows, and goes on without it', { skip }, async t => {
  const address = await serve();
  t.after(() => web.stop());
  let value = 3;
  running.answer = ({ metric }) => ({
    series: metric === 'system.cpu.load_average.1m' ? [{ tags: {}, value }] : [],
    grows: false,
  });
  const { page, complaints, open } = await openPage(t, browser);
  await open(address);
  await shows(page, '3');
  value = 4;
  await shows(page, '4');
  running.answer = undefined;
  // It is asked again later; what was known last stays until the store has told the interval.
  assert.equal(await figure(page), '4');
  assert.deepEqual(complaints, []);
});

test('nothing is running on a page of a fixed time, or of windows of many intervals', { skip }, async t => {
  const address = await serve();
  t.after(() => web.stop());
  running.answer = () => ({ series: [{ tags: {}, value: 9 }], grows: false });
  const { page, open } = await openPage(t, browser);
  await open(`${address}/?from=${end / 1000 - 300}&to=${end / 1000}`);
  await shows(page, '2');
  await open(`${address}/?from=-3h`);
  // The mean of the two, in one window.
  await shows(page, '1.5');
  assert.deepEqual(running.asked, []);
});

test('a page whose server knows nothing of the interval under way is as it ever was', { skip }, async t => {
  const address = await serve();
  t.after(() => web.stop());
  const { page, complaints, open } = await openPage(t, browser);
  await open(address);
  await shows(page, '2');
  await until(() => running.asked.length > 0, 'the question');
  assert.deepEqual(complaints, []);
});
