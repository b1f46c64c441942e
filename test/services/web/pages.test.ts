import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium, openPage } from '../../support/browser.ts';
import type { FakeStore } from '../../support/fake-store.ts';
import { createFakeInspector } from '../../support/log-inspector.ts';
import { skipWithoutChromium } from '../../support/requires.ts';
import { until } from '../../support/until.ts';
import { startWebServer, type WebServer } from '../../support/web-server.ts';
import { colouredPixels, legendOf, panel, plain } from './page-parts.ts';
import { createShownHost, end, hostile, step } from './shown-host.ts';

const skip = skipWithoutChromium();
let browser: Browser;
let web: WebServer;
let store: FakeStore;

before(async () => {
  if (skip) return;
  store = createShownHost();
  web = await startWebServer({ now: end + 2000, store, logs: createFakeInspector() });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await web?.stop();
});

test('the host page shows figures, draws its charts, and nothing is complained of', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await open(web.url);
  const chart = panel(page, 'CPU by mode');
  assert.deepEqual(await legendOf(chart), { user: '39 %', system: '5 %' });
  assert.ok((await colouredPixels(chart)) > 5000, 'stacked areas are drawn');
  assert.equal(plain(await panel(page, 'CPU busy').locator('.figure').textContent()), '44 %');
  assert.equal(plain(await panel(page, 'Received').locator('.figure').textContent()), '1 MiB/s');
  assert.equal(await panel(page, 'Fullest file system').getAttribute('data-level'), 'bad');

  const bars = panel(page, 'Space used');
  await bars.scrollIntoViewIfNeeded();
  await bars.locator('li').first().waitFor();
  assert.deepEqual(
    (await bars.locator('li').allInnerTexts()).map(text => plain(text).split('\n')),
    [
      ['/', '93 %'],
      ['/home<U+202E>', '25 %'],
    ],
  );
  assert.deepEqual(complaints, []);
});

test('a name that turns the direction of text around is spelled out', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  await open(web.url);
  const chart = panel(page, 'Network errors and drops');
  await chart.scrollIntoViewIfNeeded();
  assert.deepEqual(Object.keys(await legendOf(chart)), ['veth<U+202E>gpj errors']);
});

test('a single point is seen', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  await open(web.url);
  const chart = panel(page, 'Load and cores');
  assert.deepEqual(await legendOf(chart), { '1 min': '1.5' });
  assert.ok((await colouredPixels(chart)) > 8);
});

test('the cursor shows the values of its moment on every chart', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  await open(web.url);
  await legendOf(panel(page, 'CPU by mode'));
  await legendOf(panel(page, 'Load and cores'));
  // The newest point: one window before the end of 15 minutes.
  const box = (await panel(page, 'Load and cores').locator('.u-over').boundingBox())!;
  await page.mouse.move(box.x + box.width * (1 - 10 / 900) - 50 * (box.width / 900), box.y + 40);
  await until(async () => (await panel(page, 'CPU by mode').locator('.note').textContent()) === '11:59:00');
  assert.deepEqual(await legendOf(panel(page, 'CPU by mode')), { user: '34 %', system: '5 %' });
});

test('a range is chosen, kept in the address, and left by going back', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await open(`${web.url}/?host=tide`);
  const pressed = () => page.locator('.ranges button[aria-pressed="true"]').allTextContents();
  assert.deepEqual(await pressed(), ['15m']);
  await page.getByRole('button', { name: '1h', exact: true }).click();
  assert.equal(page.url(), `${web.url}/?from=-1h&host=tide`);
  assert.deepEqual(await pressed(), ['1h']);
  assert.equal(await page.getByRole('link', { name: 'Logs' }).getAttribute('href'), '/logs?from=-1h&host=tide');
  await page.goBack();
  assert.deepEqual([page.url(), await pressed()], [`${web.url}/?host=tide`, ['15m']]);
  assert.deepEqual(complaints, []);
});

test('dragging over a chart zooms all into that time, and a button leads back', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  await open(web.url);
  const chart = panel(page, 'CPU by mode');
  await legendOf(chart);
  const box = (await chart.locator('.u-over').boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.8, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.895, box.y + 40, { steps: 4 });
  await page.mouse.up();
  await until(() => page.url().includes('to='));
  const { searchParams } = new URL(page.url());
  const [from, to] = ['from', 'to'].map(name => end / 1000 - Number(searchParams.get(name)));
  assert.ok(Math.abs(from! - 180) < 3 && Math.abs(to! - 94.5) < 3, `${from} to ${to} seconds ago`);
  await until(async () => (await legendOf(chart)).user === '30 %');
  assert.equal(await page.locator('.status').textContent(), 'not live');
  await page.locator('.zoomed').click();
  assert.equal(page.url(), `${web.url}/`);
  await until(async () => (await legendOf(chart)).user === '39 %');
});

test('a page follows the clock: what an application sends is drawn after the flush', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await page.clock.install({ time: end + 2000 });
  await open(`${web.url}/d/statsd`);
  const command = page.locator('.empty code');
  assert.equal(await command.textContent(), 'echo "hello:1|c" > /dev/udp/127.0.0.1/8125');
  await store.write([{ metric: 'hello', tags: { metric_type: 'counter' }, fields: { value: 25 }, time: end }]);
  await page.clock.runFor(step);
  assert.deepEqual(await legendOf(panel(page, 'hello')), { 'per second': '2.5/s' });
  assert.equal(await command.isVisible(), false);
  assert.deepEqual(complaints, []);
});

test('a store out of reach is told, and what is drawn stays', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  await page.clock.install({ time: end + 2000 });
  await open(web.url);
  const chart = panel(page, 'CPU by mode');
  await legendOf(chart);
  store.breakDown('connection refused');
  t.after(() => store.breakDown(undefined));
  await page.clock.runFor(step);
  const status = page.locator('.status');
  await until(async () => (await status.textContent()) === 'the store cannot be reached: connection refused');
  assert.equal((await legendOf(chart)).user, '39 %');
  store.breakDown(undefined);
  await page.clock.runFor(step);
  await until(async () => (await status.textContent()) === 'live');
});

test('a page that is opened while the store is out of reach does not say that it is empty', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  await page.clock.install({ time: end + 2000 });
  store.breakDown('connection refused');
  t.after(() => store.breakDown(undefined));
  await open(web.url);
  await until(async () => /cannot be reached/.test((await page.locator('.status').textContent()) ?? ''));
  assert.equal(await page.locator('.empty').isVisible(), false);
  store.breakDown(undefined);
  await page.clock.runFor(step);
  assert.deepEqual(await legendOf(panel(page, 'CPU by mode')), { user: '39 %', system: '5 %' });
});

test('a row folds away, and comes back only when it is wanted', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await page.clock.install({ time: end + 2000 });
  await open(web.url);
  const chart = panel(page, 'CPU by mode');
  await legendOf(chart);
  const summary = page.locator('summary', { hasText: 'CPU' });
  await summary.click();
  // Not even when the page looks which metrics there are.
  await page.clock.runFor(4 * step);
  assert.equal(await chart.isVisible(), false);
  await summary.click();
  await until(async () => (await colouredPixels(chart)) > 5000);
  assert.deepEqual(complaints, []);
});

test('the theme that was chosen stays', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  await open(web.url);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: 'Light or dark' }).click();
  const dark = await background();
  assert.notEqual(dark, light);
  await open(web.url);
  assert.equal(await background(), dark);
});

test('no page is wider than a phone', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser, 375, 812);
  for (const path of [
    '/',
    '/containers',
    `/containers/${encodeURIComponent(hostile)}`,
    '/d/logs',
    '/d/statsd',
    '/d/tidegauge',
  ]) {
    await open(web.url + path);
    await until(async () => (await page.locator('.status').textContent()) === 'live');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375, path);
  }
  assert.deepEqual(complaints, []);
});
