import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Part } from '../../../services/shared/part.ts';
import { launchChromium, openPage } from '../../support/browser.ts';
import { createFakeInspector, fakeSource } from '../../support/log-inspector.ts';
import { skipWithoutChromium } from '../../support/requires.ts';
import { until } from '../../support/until.ts';
import { startWebServer } from '../../support/web-server.ts';

const well: Part = { name: 'configuration', state: 'ok', detail: 'tidegauge.yaml' };
const refused: Part = {
  name: 'configuration',
  state: 'warn',
  detail: 'a change is refused: <img src=x onerror=alert(1)>\u202e',
  remedy: 'correct it',
};
const off: Part = { name: 'journal', state: 'off', detail: 'there is none', remedy: 'never shown' };
const down: Part = { name: 'StatsD over UDP', state: 'down', detail: 'in use' };

test('a page says on top what is not as it should be, as text, and nothing while all is well', {
  skip: skipWithoutChromium(),
}, async t => {
  let parts: readonly Part[] = [well, off];
  const logs = createFakeInspector([fakeSource({ name: 'app' })]);
  const web = await startWebServer({ now: Date.UTC(2026, 0, 5, 12), logs, health: () => parts });
  t.after(() => web.stop());
  const browser = await launchChromium();
  t.after(() => browser.close());
  const { page, open } = await openPage(t, browser);
  const notice = page.locator('main > .notice');
  const answered = async (path: string) => {
    const health = page.waitForResponse(response => response.url().endsWith('/healthz'));
    await open(web.url + path);
    await (await health).finished();
  };

  await answered('/');
  assert.equal(await notice.isVisible(), false);
  parts = [refused, off, down];
  for (const path of ['/', '/containers', '/logs', '/logs/app']) {
    await answered(path);
    await notice.locator('li').nth(1).waitFor();
    assert.deepEqual(await notice.locator('li').allInnerTexts(), [
      'configuration a change is refused: <img src=x onerror=alert(1)><U+202E>\n→ correct it',
      'StatsD over UDP in use',
    ]);
    assert.equal(await page.locator('main img').count(), 0);
  }

  await page.clock.install();
  await open(web.url);
  await notice.waitFor();
  parts = [well];
  await page.clock.runFor(30_000);
  await until(async () => !(await notice.isVisible()), 'the end of the notice');
});
