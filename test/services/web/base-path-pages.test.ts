import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configSchema } from '../../../services/shared/config/schema.ts';
import { launchChromium, openPage } from '../../support/browser.ts';
import { createFakeStore } from '../../support/fake-store.ts';
import { createFakeInspector } from '../../support/log-inspector.ts';
import { skipWithoutChromium } from '../../support/requires.ts';
import { until } from '../../support/until.ts';
import { startWebServer } from '../../support/web-server.ts';
import { plain } from './page-parts.ts';

const skip = skipWithoutChromium();
const end = Date.UTC(2026, 0, 5, 12);

const points = (metric: string, tags: object) =>
  Array.from({ length: 30 }, (_, index) => ({
    metric,
    tags: { host: 'tide', metric_type: 'gauge', ...tags },
    fields: { value: 0.25 },
    time: end - (30 - index) * 10_000,
  }));

test('below a base path pages load, draw, and lead to each other', { skip }, async t => {
  const container = { container: 'web', image: 'nginx:1.28', state: 'running' };
  const store = createFakeStore(
    [...points('system.cpu.utilization', { mode: 'user' }), ...points('container.state', container)],
    [],
  );
  const logs = createFakeInspector();
  const web = await startWebServer({ now: end + 2000, store, logs, web: { base_path: '/live/' } });
  t.after(() => web.stop());
  const browser = await launchChromium();
  t.after(() => browser.close());
  const { page, complaints, open } = await openPage(t, browser);
  const asked = new Set<string>();
  page.on('request', request => asked.add(new URL(request.url()).pathname));
  const address = web.url;
  const path = () => page.url().slice(address.length);
  assert.equal(web.address(), `http://localhost:${web.port()}/live/`);

  await open(`${address}/live/`);
  const key = page.locator('section[aria-label="CPU by mode"] .key .value').first();
  await until(async () => plain(await key.textContent()) === '25 %');
  await page.getByRole('button', { name: '1h', exact: true }).click();
  assert.equal(path(), '/live/?from=-1h');
  await page.getByRole('link', { name: 'Containers' }).click();
  await page.waitForURL('**/live/containers?from=-1h');
  await page.locator('tbody').getByRole('link', { name: 'web' }).click();
  await page.waitForURL('**/live/containers/web?from=-1h');
  await until(async () => (await page.locator('h1').textContent()) === 'web');
  await page.getByRole('button', { name: '3h', exact: true }).click();
  assert.equal(path(), '/live/containers/web?from=-3h');
  await page.goBack();
  assert.equal(path(), '/live/containers/web?from=-1h');
  await page.goForward();
  assert.equal(path(), '/live/containers/web?from=-3h');
  assert.equal(await page.locator('.brand').getAttribute('href'), '/live/?from=-3h');
  assert.equal(await page.getByRole('link', { name: 'Grafana' }).getAttribute('href'), '/grafana/');
  assert.deepEqual(
    [...asked].filter(one => !/^\/(live|api\/v1)\//.test(one)),
    [],
  );
  assert.deepEqual(complaints, []);

  await web.reconfigure(configSchema.parse({ web: { port: 0, base_path: '/elsewhere/' } }));
  await open(`${address}/elsewhere/`);
  await until(async () => plain(await key.textContent()) === '25 %');
  assert.equal((await fetch(`${address}/live/`)).status, 404);
});
