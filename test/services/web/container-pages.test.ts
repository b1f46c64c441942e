import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Point } from '../../../services/shared/point.ts';
import { launchChromium, openPage } from '../../support/browser.ts';
import { createFakeStore } from '../../support/fake-store.ts';
import { createFakeInspector, type FakeInspector, fakeSource } from '../../support/log-inspector.ts';
import { skipWithoutChromium } from '../../support/requires.ts';
import { until } from '../../support/until.ts';
import { startWebServer, type WebServer } from '../../support/web-server.ts';

const skip = skipWithoutChromium();
/** The end of the newest interval that is stored. */
const end = Date.UTC(2026, 0, 5, 12);
const odd = 'o<b>d/1';

let browser: Browser;
let web: WebServer;
let inspector: FakeInspector;

const runs = (container: string): Point => ({
  metric: 'container.state',
  tags: { host: 'tide', metric_type: 'gauge', container, image: 'app:1', state: 'running' },
  fields: { value: 1 },
  time: end - 10_000,
});
const dies = (container: string, code: number) => ({
  time: end - 60_000,
  title: 'container die',
  text: '',
  tags: { host: 'tide', container, action: 'die', exit_code: String(code) },
});

before(async () => {
  if (skip) return;
  inspector = createFakeInspector([
    fakeSource({ name: 'web', kind: 'container', tags: { container: 'web' } }),
    fakeSource({ name: odd, kind: 'api', tags: { container: odd } }),
    fakeSource({ name: '/var/log/app.log' }),
  ]);
  const store = createFakeStore(['db', odd, 'web'].map(runs), [dies('db', 3), dies('web', 143)]);
  web = await startWebServer({ now: end + 2000, store, logs: inspector });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await web?.stop();
});

test('a container leads to its log and the log back to it, over the same time', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await open(`${web.url}/containers?from=-1h`);
  const links = page.getByRole('link', { name: /^log of / });
  await until(async () => (await links.count()) === 2, 'the links');
  assert.deepEqual(
    await page.locator('tbody tr').evaluateAll(rows => rows.map(row => row.querySelector('small')?.textContent)),
    ['app:1', 'app:1 · log', 'app:1 · log'],
  );
  await page.getByRole('link', { name: `log of ${odd}` }).click();
  await page.waitForURL(`**/logs/${encodeURIComponent(odd)}?from=-1h`);
  await page.locator('.facts').getByRole('link', { name: odd }).click();
  await page.waitForURL(`**/containers/${encodeURIComponent(odd)}?from=-1h`);
  await page.locator('.about-container').getByRole('link').click();
  await page.waitForURL(`**/logs/${encodeURIComponent(odd)}?from=-1h`);
  assert.deepEqual(complaints, []);
});

test('a log of no container leads to none', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  await open(`${web.url}/logs/${encodeURIComponent('/var/log/app.log')}`);
  await until(async () => (await page.locator('.facts div').count()) === 6, 'the facts');
  assert.equal(await page.locator('.facts a').count(), 0);
});

test('while the log-tailer is away the containers are listed all the same, with no link', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  inspector.away = 'connect ECONNREFUSED';
  t.after(() => {
    inspector.away = undefined;
  });
  const refused = page.waitForResponse(response => response.url().endsWith('/api/v1/logs'));
  await open(`${web.url}/containers`);
  assert.equal((await refused).status(), 503);
  await until(async () => (await page.locator('tbody tr').count()) === 3, 'the rows');
  assert.equal(await page.getByRole('link', { name: /^log of / }).count(), 0);
});

test('of a container that ended, the last exit code is shown, marked where it failed', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  await open(`${web.url}/containers`);
  await until(async () => (await page.locator('tbody tr').count()) === 3, 'the rows');
  const cells = page.locator('tbody td:nth-child(7)');
  assert.deepEqual(
    await cells.evaluateAll(all => all.map(cell => [cell.textContent, (cell as HTMLElement).dataset.level])),
    [
      ['3', 'bad'],
      ['–', ''],
      ['143', ''],
    ],
  );
});
