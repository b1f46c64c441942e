import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium, openPage } from '../../support/browser.ts';
import { createFakeInspector } from '../../support/log-inspector.ts';
import { skipWithoutChromium } from '../../support/requires.ts';
import { until } from '../../support/until.ts';
import { startWebServer, type WebServer } from '../../support/web-server.ts';
import { legendOf, panel, plain } from './page-parts.ts';
import { createShownHost, end, hostile } from './shown-host.ts';

const skip = skipWithoutChromium();
let browser: Browser;
let web: WebServer;

before(async () => {
  if (skip) return;
  web = await startWebServer({ now: end + 2000, store: createShownHost(), logs: createFakeInspector() });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await web?.stop();
});

test('containers are listed, text of theirs is only text, and each has a page', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await open(`${web.url}/containers`);
  const rows = page.locator('tbody tr');
  await until(async () => (await rows.count()) === 2);
  const cells = await rows.evaluateAll(all => all.map(row => [...row.children].map(cell => cell.textContent)));
  assert.deepEqual(
    cells.map(row => row.map(plain)),
    [
      [`${hostile}nginx:1.28`, 'running', '', '1', '64 MiB', '–', '–', '1 h 4 m'],
      ['webnginx:1.28', 'running', '', '0.5', '64 MiB', '–', '–', '1 h 4 m'],
    ],
  );
  const heading = page.locator('thead').getByRole('button', { name: 'CPU, cores' });
  await heading.click();
  await heading.click();
  assert.match((await rows.first().textContent())!, /^web/);

  const charts = panel(page, 'CPU, cores', '.rows');
  assert.deepEqual(await legendOf(charts), { [hostile]: '1', web: '0.5' });
  const marks = charts.locator('.mark');
  await until(async () => (await marks.count()) === 5);
  const texts = await marks.evaluateAll(all => all.map(mark => mark.getAttribute('title')));
  assert.equal(texts[0], '2 events\n11:52:00 container start: job\n11:52:02 container die: job, exit code 0');
  assert.equal(texts[4], '11:58:20 container die: web, exit code 1');

  await page.getByRole('link', { name: hostile }).click();
  await page.waitForURL('**/containers/*');
  await until(async () => (await page.locator('h1').textContent()) === hostile);
  assert.equal(await page.title(), `${hostile} · Tidegauge`);
  await until(async () => (await page.locator('.about-container').textContent()) === 'running nginx:1.28');
  assert.deepEqual(await legendOf(panel(page, 'CPU, cores', '.rows')), { used: '1' });
  await page.getByLabel('Container').selectOption('web');
  assert.equal(page.url(), `${web.url}/containers/web`);
  await until(async () => (await legendOf(panel(page, 'CPU, cores', '.rows'))).used === '0.5');
  assert.equal(await page.locator('main img').count(), 0);
  assert.deepEqual(complaints, []);
});

test('containers that are gone are listed last, and only when they are wanted', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await open(`${web.url}/containers`);
  const rows = page.locator('tbody tr');
  const more = page.getByRole('button', { name: 'and 1 that is gone' });
  await more.waitFor();
  assert.equal(await rows.count(), 2);
  await more.click();
  assert.equal(await more.isVisible(), false);
  for (const heading of ['State', 'State', 'Container', 'Container']) {
    await page.locator('thead button', { hasText: heading }).click();
    assert.match(plain(await rows.last().textContent()), /^jobjob:1gone/);
  }
  assert.equal(await rows.count(), 3);
  await page.getByLabel('Container').selectOption('web');
  await until(async () => (await rows.count()) === 1);
  assert.deepEqual(complaints, []);
});

test('a late answer for the container that was shown before is not shown', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  const held: (() => Promise<void>)[] = [];
  let asked = 0;
  await page.route('**/api/v1/containers', async route => {
    asked += 1;
    const response = await route.fetch();
    // Of no effect where the page gave up on it.
    const answer = () => route.fulfill({ response }).catch(() => {});
    if (asked === 1) held.push(answer);
    else await answer();
  });
  await open(`${web.url}/containers/web`);
  await until(() => held.length === 1);
  await page.getByLabel('Container').selectOption('job');
  const about = page.locator('.about-container');
  await until(async () => (await about.textContent()) === 'gone job:1');
  await held[0]!();
  await page.evaluate(async () => (await fetch('/healthz')).text());
  assert.equal(await about.textContent(), 'gone job:1');
  assert.deepEqual(complaints, []);
});
