import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Point } from '../../../services/shared/point.ts';
import { launchChromium, openPage } from '../../support/browser.ts';
import { createFakeStore } from '../../support/fake-store.ts';
import { skipWithoutChromium } from '../../support/requires.ts';
import { createFakeRunning, type FakeRunning } from '../../support/running-source.ts';
import { until } from '../../support/until.ts';
import { startWebServer } from '../../support/web-server.ts';

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
let running: FakeRunning;

before(async () => {
  if (skip) return;
  browser = await launchChromium();
});

after(() => browser?.close());

/** The address of pages over two intervals that are stored, and one that is under way. */
async function serve(t: TestContext): Promise<string> {
  running = createFakeRunning(end);
  const store = createFakeStore([load(1, end - 2 * step), load(2, end - step)]);
  const web = await startWebServer({ now: end + 2000, store, running });
  t.after(() => web.stop());
  return web.url;
}

const figure = (page: Page) => page.locator('section[aria-label="Load, 1 min"] .figure').textContent();
const shows = (page: Page, text: string) => until(async () => (await figure(page)) === text, `the figure ${text}`);

test('a page shows the interval under way as it grows, and goes on without it', { skip }, async t => {
  const address = await serve(t);
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
  const address = await serve(t);
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
  const address = await serve(t);
  const { page, complaints, open } = await openPage(t, browser);
  await open(address);
  await shows(page, '2');
  await until(() => running.asked.length > 0, 'the question');
  assert.deepEqual(complaints, []);
});
