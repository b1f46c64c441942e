import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { testRules } from '../../../services/log-tailer/rule-tester/rule-tester.ts';
import { configSchema } from '../../../services/shared/config/schema.ts';
import { success } from '../../../services/shared/outcome.ts';
import type { Point } from '../../../services/shared/point.ts';
import { launchChromium, openPage } from '../../support/browser.ts';
import { createFakeStore } from '../../support/fake-store.ts';
import { createFakeInspector, type FakeInspector, fakeSource } from '../../support/log-inspector.ts';
import { skipWithoutChromium } from '../../support/requires.ts';
import { createFakeRunning } from '../../support/running-source.ts';
import { until } from '../../support/until.ts';
import { startWebServer, type WebServer } from '../../support/web-server.ts';
import { plain } from './page-parts.ts';

const skip = skipWithoutChromium();
/** The end of the newest interval that is stored. */
const end = Date.UTC(2026, 0, 5, 12);
const step = 10_000;
const access = '/var/log/nginx/access.log';
const evil = 'ev<b>il';

let browser: Browser;
let web: WebServer;
let inspector: FakeInspector;

/** 60 in each of the last 30 intervals. */
const counted = (metric: string, tags: Point['tags']): Point[] =>
  Array.from({ length: 30 }, (_, index) => ({
    metric,
    tags: { host: 'tide', metric_type: 'counter', ...tags },
    fields: { value: 60 },
    time: end - (30 - index) * step,
  }));
const entries = (tags: Point['tags'], level: string) => counted('log.entries', { ...tags, level });

before(async () => {
  if (skip) return;
  inspector = createFakeInspector([
    fakeSource({
      name: access,
      formats: [{ format: 'combined', setBy: 'lines' }],
      state: 'behind',
      behind: 50 * 2 ** 20,
      lastLine: end - 3000,
      position: { path: access, inode: 81, offset: 1000, size: 1000 + 50 * 2 ** 20, others: 1 },
      errorLines: [
        { number: 1, time: end - 5000, level: 'error', text: '"GET / HTTP/1.1" 500', cut: false },
        {
          number: 3,
          time: end - 4000,
          level: 'error',
          text: 'order 7 failed',
          cut: false,
          more: [{ text: 'java.lang.Error: a', cut: false }],
        },
        {
          number: 4,
          time: end - 3000,
          level: 'fatal',
          text: '<img src=x onerror=alert(1)>\u001b[2J\u202etxt',
          cut: true,
        },
      ],
      sampleLines: [
        { number: 2, time: end - 4000, level: 'info', text: 'order 7 paid by card: 3 EUR', cut: false },
        { number: 3, time: end - 4000, level: 'error', text: 'order 7 failed', cut: false },
      ],
      rules: [
        { rule: 'match order', metric: 'shop.orders', matched: 1200 },
        { rule: 'match debug', matched: 0 },
      ],
    }),
    fakeSource({ name: '/var/log/secure', state: 'unreadable', reason: 'permission denied', behind: null }),
    fakeSource({ name: evil, kind: 'container', tags: { container: evil }, keepsLines: false }),
  ]);
  // Rules are tested as the log-tailer does.
  inspector.test = async request => success(testRules(request));
  const store = createFakeStore([
    ...entries({ file: access }, 'info'),
    ...entries({ file: access }, 'error'),
    ...entries({ container: evil }, 'warn'),
    ...counted('log.lines', { file: access }),
    ...counted('log.lines', { container: evil }),
  ]);
  web = await startWebServer({ now: end + 2000, store, running: createFakeRunning(end), logs: inspector });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await web?.stop();
});

const cellsOf = (row: Locator) => row.locator('td').evaluateAll(cells => cells.map(cell => cell.textContent));

test('all logs are listed, each with its format, its rates and how far it has been read', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await page.clock.setFixedTime(end + 2000);
  await open(`${web.url}/logs`);
  const rows = page.locator('tbody tr');
  await until(async () => (await rows.count()) === 3);
  assert.deepEqual(
    (await Promise.all((await rows.all()).map(cellsOf))).map(cells => cells.map(plain)),
    [
      [`${access}combined · file`, 'behind', '', '12/s', '6/s', '0/s', '50 MiB', '5 s ago'],
      ['/var/log/securefile', 'cannot be readpermission denied', '', '0/s', '0/s', '0/s', '–', '–'],
      [`${evil}container`, 'up to date', '', '6/s', '0/s', '6/s', '0 B', '–'],
    ],
  );
  await page.getByRole('link', { name: access }).click();
  await until(async () => (await page.locator('h1').textContent()) === access);
  assert.equal(page.url(), `${web.url}/logs/${encodeURIComponent(access)}`);
  assert.deepEqual(complaints, []);
});

test('what the store refuses to tell of all logs is not taken for none: the page says so', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  const configured = (more: object) => web.reconfigure(configSchema.parse({ web: { port: 0, ...more } }));
  t.after(() => configured({}));
  await configured({ max_points: 100 });
  await open(`${web.url}/logs`);
  const note = page.locator('.table-note').first();
  await until(async () =>
    /The lines over time cannot be drawn: .* web\.max_points is 100: .*\./.test((await note.textContent()) ?? ''),
  );
});

test('the page of a log tells how it is read, and shows its error lines as text and nothing else', {
  skip,
}, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await page.clock.setFixedTime(end + 2000);
  await open(`${web.url}/logs/${encodeURIComponent(access)}`);
  const facts = page.locator('.facts div');
  await until(async () => (await facts.count()) === 6);
  assert.deepEqual(
    await facts.evaluateAll(all =>
      all.map(one => [...one.children].map(part => part.textContent?.replace('\u00a0', ' '))),
    ),
    [
      ['State', 'behind'],
      ['Format', 'combined, recognised on its first lines'],
      ['Read as', 'file'],
      ['Behind', '50 MiB'],
      ['Last line', '5 s ago'],
      ['Position', 'byte 1,000 of 52,429,800 (0 %), inode 81, and 1 rotated file besides'],
    ],
  );
  const errors = page.getByRole('region', { name: 'Last error lines' }).locator('li');
  assert.deepEqual(await errors.allInnerTexts(), [
    '11:59:57 fatal\n<img src=x onerror=alert(1)>␛[2J<U+202E>txt … cut',
    '11:59:56 error\norder 7 failed\njava.lang.Error: a',
    '11:59:55 error\n"GET / HTTP/1.1" 500',
  ]);
  const rules = page.getByRole('region', { name: 'Rules' }).locator('tbody tr');
  assert.deepEqual(
    (await rules.allInnerTexts()).map(text => plain(text).split(/\s*[\n\t]\s*/)),
    [
      ['shop.orders', 'match order', '1.2 k'],
      ['dropped', 'match debug', 'never'],
    ],
  );
  const chart = page.getByRole('region', { name: 'Entries by severity' });
  await chart.locator('.key').first().waitFor();
  assert.deepEqual(
    (await chart.locator('.key').allInnerTexts()).map(text => text.split('\n')[0]?.trim()),
    ['error', 'info'],
  );
  assert.equal(await page.locator('main img').count(), 0);
  assert.deepEqual(complaints, []);
});

test('a log whose lines are not kept says so; a name of markup is only text', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await open(`${web.url}/logs/${encodeURIComponent(evil)}`);
  assert.equal(await page.locator('h1').textContent(), evil);
  const errors = page.getByRole('region', { name: 'Last error lines' });
  await until(async () => /logs\.keep_error_lines is false/.test((await errors.textContent()) ?? ''));
  assert.deepEqual(complaints, []);
});

test('while the log-tailer is away the pages say so, and draw what the store has', { skip }, async t => {
  const { page, open } = await openPage(t, browser);
  inspector.away = 'the log-tailer at http://log-tailer:8127 cannot be asked: connect ECONNREFUSED';
  t.after(() => {
    inspector.away = undefined;
  });
  await open(`${web.url}/logs`);
  const note = page.locator('.table-note').first();
  await until(async () =>
    /^How each log is read cannot be told: .*ECONNREFUSED\.$/.test((await note.textContent()) ?? ''),
  );
  await page.getByRole('region', { name: 'Entries by severity' }).locator('.key').first().waitFor();
  await open(`${web.url}/logs/${encodeURIComponent(access)}`);
  await until(async () => /cannot be told/.test((await note.textContent()) ?? ''));
  await page.getByRole('region', { name: 'Entries by severity' }).locator('.key').first().waitFor();
});

test('rules are tried out as one types: what each line becomes, which rule never matched, what is wrong', {
  skip,
}, async t => {
  const { page, complaints, open } = await openPage(t, browser);
  await open(`${web.url}/rules/test`);
  const rules = page.getByRole('region', { name: 'Rules' }).locator('tbody tr');
  const lines = page.getByRole('region', { name: 'Lines' }).locator('tbody tr');
  await until(async () => (await lines.count()) === 3);
  assert.match((await lines.first().textContent()) ?? '', /shop\.revenue 12\.5 counter.*method: card/);
  assert.match((await rules.first().textContent()) ?? '', /^shop\.revenue2 lines[\d.]+ µs$/);

  await page
    .getByLabel('Rules, as in tidegauge.yaml')
    .fill("- match: 'nothing (?<n>\\d+)'\n  metric: a.b\n  value: n\n");
  await until(async () => /^a\.bnever/.test((await rules.first().textContent()) ?? ''));
  await page.getByLabel('Rules, as in tidegauge.yaml').fill("- match: '(a'\n  metric: a.b\n");
  const alert = page.getByRole('alert');
  await until(async () => /logs\.rules\[0\]\.match is "\(a", must be /.test((await alert.textContent()) ?? ''));

  await page
    .getByLabel('Rules, as in tidegauge.yaml')
    .fill("- match: 'order (?<n>\\d+)'\n  metric: a.b\n  source: /var/**\n");
  await page.getByLabel('Log', { exact: true }).selectOption(access);
  await page.getByRole('button', { name: 'Take its last lines' }).click();
  await until(async () => (await lines.count()) === 4);
  assert.equal(
    await page.getByRole('textbox', { name: 'Lines' }).inputValue(),
    '"GET / HTTP/1.1" 500\norder 7 paid by card: 3 EUR\norder 7 failed\njava.lang.Error: a',
  );
  assert.equal(await page.locator('.hint').textContent(), '1 line of more than 2 kB is left out: its end is not kept.');
  assert.equal(await page.locator('main img').count(), 0);
  await until(async () => /2 lines/.test((await rules.first().textContent()) ?? ''));
  assert.deepEqual(complaints, []);
});

test('a long line without spaces leaves the other columns their room, and a line of a trace is told to be one', {
  skip,
}, async t => {
  const { page, open } = await openPage(t, browser);
  await open(`${web.url}/rules/test`);
  const lines = page.getByRole('region', { name: 'Lines' }).locator('tbody tr');
  await page
    .getByRole('textbox', { name: 'Lines' })
    .fill(`${'x'.repeat(3000)}\nERROR order failed\njava.lang.Error: a\n\tat a.B.c(B.java:1)`);
  await until(async () => (await lines.count()) === 4);
  const widths = await lines.first().evaluate(row => [...row.children].map(cell => cell.getBoundingClientRect().width));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  assert.ok(widths[2]! > 0.3 * whole && widths[0]! > 0.3 * whole, widths.join());
  assert.deepEqual(
    (await Promise.all((await lines.all()).map(cellsOf))).map(([, format]) => format),
    ['plainunknown', 'plainerror', 'of the entry above', 'of the entry above'],
  );
});

test('no page of logs is wider than a phone', { skip }, async t => {
  const { page, complaints, open } = await openPage(t, browser, 375, 812);
  for (const path of ['/logs', `/logs/${encodeURIComponent(access)}`, '/rules/test']) {
    await open(web.url + path);
    await until(async () => (await page.locator('.status').textContent()) === 'live');
    await page.locator('td').first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375, path);
  }
  assert.deepEqual(complaints, []);
});
