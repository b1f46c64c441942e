import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchChromium, openPage } from '../../support/browser.ts';
import { skipWithoutChromium } from '../../support/requires.ts';
import { until } from '../../support/until.ts';
import { startWebServer } from '../../support/web-server.ts';

const skip = skipWithoutChromium();
const now = Date.UTC(2026, 0, 5, 12);

test('a page whose session the proxy refuses is loaded anew, but not over and over', { skip }, async t => {
  const web = await startWebServer({ now });
  t.after(() => web.stop());
  const browser = await launchChromium();
  t.after(() => browser.close());
  const { page, open } = await openPage(t, browser);
  await page.clock.install({ time: now });
  let refused = 0;
  await page.route('**/api/v1/**', route => {
    refused += 1;
    return route.fulfill({ status: 401, json: { error: 'not logged in' } });
  });
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await open(`${web.url}/?from=-1h`);
  await until(async () => (await page.locator('.status').textContent()) === 'not logged in');
  assert.ok(refused > 0);
  assert.equal(loads, 1);
  await page.clock.runFor(40_000);
  await until(() => loads === 2, 'another load');
  assert.match(page.url(), /\?from=-1h$/);
});
