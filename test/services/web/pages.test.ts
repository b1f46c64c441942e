import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { configSchema } from '../../../services/shared/config/schema.ts';
import type { Point } from '../../../services/shared/point.ts';
import { startWeb, type Web } from '../../../services/web/web.ts';
import { launchChromium, openPage } from '../../support/browser.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeStore, type FakeStore } from '../../support/fake-store.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';
import { createFakeInspector } from '../../support/log-inspector.ts';
import { skipWithoutChromium } from '../../support/requires.ts';
import { until } from '../../support/until.ts';

const skip = skipWithoutChromium();
const hostile = '<img src=x onerror=alert(1)>';
/** The end of the newest interval that is stored. */
const end = Date.UTC(2026, 0, 5, 12);
const step = 10_000;

let browser: Browser;
let web: Web;
let store: FakeStore;
let address: string;

/** One point an interval for the last `count`; the newest is `value(count - 1)`. */
const points = (metric: string, tags: Point['tags'], count: number, value: (index: number) => number): Point[] =>
  Array.from({ length: count }, (_, index) => ({
    metric,
    tags: { host: 'tide', metric_type: 'gauge', ...tags },
    fields: { value: value(index) },
    time: end - (count - index) * step,
  }));

/** Told last a minute ago. */
const goneContainer = (name: string) =>
  points('container.state', { container: name, image: 'job:1', state: 'exited' }, 30, () => 1).slice(0, -6);

const container = (name: string, cores: number) => {
  const tags = { container: name, image: 'nginx:1.28' };
  return [
    ...points('container.state', { ...tags, state: 'running' }, 30, () => 1),
    ...points('container.cpu.usage', tags, 30, index => (cores * (index + 1)) / 30),
    ...points('container.memory.working_set', tags, 30, () => 64 * 2 ** 20),
    ...points('container.uptime', tags, 30, index => 3600 + index * 10),
  ];
};

before(async () => {
  if (skip) return;
  store = createFakeStore(
    [
      ...points('system.cpu.utilization', { mode: 'user' }, 30, index => 0.1 + index / 100),
      ...points('system.cpu.utilization', { mode: 'system' }, 30, () => 0.05),
      ...points('system.cpu.load_average.1m', {}, 1, () => 1.5),
      ...points('system.filesystem.utilization', { mountpoint: '/' }, 30, () => 0.93),
      ...points('system.filesystem.utilization', { mountpoint: '/home\u202e' }, 30, () => 0.25),
      ...points('system.network.io', { interface: 'eth0', direction: 'receive' }, 30, () => 10 * 2 ** 20),
      ...points('system.network.errors', { interface: 'veth\u202egpj' }, 30, () => 0),
      ...container('web', 0.5),
      ...container(hostile, 1),
      ...goneContainer('job'),
    ],
    [
      // A job that starts and ends within two seconds, every minute.
      ...[8, 7, 6, 5].flatMap(minutes =>
        ['start', 'die'].map((action, index) => ({
          time: end - minutes * 60_000 + index * 2000,
          title: `container ${action}`,
          text: '',
          tags: { host: 'tide', container: 'job', ...(action === 'die' ? { exit_code: '0' } : {}) },
        })),
      ),
      {
        time: end - 100_000,
        title: 'container die',
        text: '',
        tags: { host: 'tide', container: 'web', exit_code: '1' },
      },
    ],
  );
  web = await startWeb(configSchema.parse({ web: { port: 0 } }), {
    store,
    logs: createFakeInspector(),
    health: () => [],
    clock: createFakeClock(end + 2000),
    logger: createKeepingLogger(),
  });
  address = `http://127.0.0.1:${web.port()}`;
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await web?.stop();
});

const panel = (page: Page, title: string, row = '') => page.locator(`${row} section[aria-label="${title}"]`);

/** Name and value of each line, once there are any. */
async function legendOf(chart: Locator): Promise<Record<string, string>> {
  await chart.locator('.key').first().waitFor();
  const keys = await chart.locator('.key').all();
  return Object.fromEntries(
    await Promise.all(
      keys.map(async key => [
        await key.locator('.label').textContent(),
        plain(await key.locator('.value').textContent()),
      ]),
    ),
  );
}

const plain = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ');

/** How many pixels of a chart have a colour, not a shade of grey. */
const colouredPixels = (chart: Locator) =>
  chart.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4)
      if (
        data[at + 3]! > 20 &&
        Math.max(data[at]!, data[at + 1]!, data[at + 2]!) - Math.min(data[at]!, data[at + 1]!, data[at + 2]!) > 40
      )
        count += 1;
    return count;
  });

test('the host page shows figures, draws its charts, and nothing is complained of', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await open(address);
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
  await open(address);
  const chart = panel(page, 'Network errors and drops');
  await chart.scrollIntoViewIfNeeded();
  assert.deepEqual(Object.keys(await legendOf(chart)), ['veth<U+202E>gpj errors']);
});

test('a single point is seen', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  await open(address);
  const chart = panel(page, 'Load and cores');
  assert.deepEqual(await legendOf(chart), { '1 min': '1.5' });
  assert.ok((await colouredPixels(chart)) > 8);
});

test('the cursor shows the values of its moment on every chart', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  await open(address);
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
  await open(`${address}/?host=tide`);
  const pressed = () => page.locator('.ranges button[aria-pressed="true"]').allTextContents();
  assert.deepEqual(await pressed(), ['15m']);
  await page.getByRole('button', { name: '1h', exact: true }).click();
  assert.equal(page.url(), `${address}/?from=-1h&host=tide`);
  assert.deepEqual(await pressed(), ['1h']);
  assert.equal(await page.getByRole('link', { name: 'Logs' }).getAttribute('href'), '/logs?from=-1h&host=tide');
  await page.goBack();
  assert.deepEqual([page.url(), await pressed()], [`${address}/?host=tide`, ['15m']]);
  assert.deepEqual(complaints, []);
});

test('dragging over a chart zooms all into that time, and a button leads back', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  await open(address);
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
  assert.equal(page.url(), `${address}/`);
  await until(async () => (await legendOf(chart)).user === '39 %');
});

test('containers are listed, text of theirs is only text, and each has a page', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await open(`${address}/containers`);
  const rows = page.locator('tbody tr');
  await until(async () => (await rows.count()) === 2);
  const cells = await rows.evaluateAll(all => all.map(row => [...row.children].map(cell => cell.textContent)));
  assert.deepEqual(
    cells.map(row => row.map(plain)),
    [
      [`${hostile}nginx:1.28`, 'running', '', '1', '64 MiB', '–', '1 h 4 m'],
      ['webnginx:1.28', 'running', '', '0.5', '64 MiB', '–', '1 h 4 m'],
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
  assert.equal(page.url(), `${address}/containers/web`);
  await until(async () => (await legendOf(panel(page, 'CPU, cores', '.rows'))).used === '0.5');
  assert.equal(await page.locator('main img').count(), 0);
  assert.deepEqual(complaints, []);
});

test('containers that are gone are listed last, and only when they are wanted', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await open(`${address}/containers`);
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
  await open(`${address}/containers/web`);
  await until(() => held.length === 1);
  await page.getByLabel('Container').selectOption('job');
  const about = page.locator('.about-container');
  await until(async () => (await about.textContent()) === 'gone job:1');
  await held[0]!();
  await page.evaluate(async () => (await fetch('/healthz')).text());
  assert.equal(await about.textContent(), 'gone job:1');
  assert.deepEqual(complaints, []);
});

test('a page follows the clock: what an application sends is drawn after the flush', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await page.clock.install({ time: end + 2000 });
  await open(`${address}/d/statsd`);
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
  await open(address);
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
  await open(address);
  await until(async () => /cannot be reached/.test((await page.locator('.status').textContent()) ?? ''));
  assert.equal(await page.locator('.empty').isVisible(), false);
  store.breakDown(undefined);
  await page.clock.runFor(step);
  assert.deepEqual(await legendOf(panel(page, 'CPU by mode')), { user: '39 %', system: '5 %' });
});

test('a row folds away, and comes back only when it is wanted', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await page.clock.install({ time: end + 2000 });
  await open(address);
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
  await open(address);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: 'Light or dark' }).click();
  const dark = await background();
  assert.notEqual(dark, light);
  await open(address);
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
    await open(address + path);
    await until(async () => (await page.locator('.status').textContent()) === 'live');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375, path);
  }
  assert.deepEqual(complaints, []);
});
