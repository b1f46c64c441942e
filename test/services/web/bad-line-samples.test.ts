import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../services/shared/event.ts';
import { launchChromium, openPage } from '../../support/browser.ts';
import { createFakeStore } from '../../support/fake-store.ts';
import { skipWithoutChromium } from '../../support/requires.ts';
import { startWebServer } from '../../support/web-server.ts';

const skip = skipWithoutChromium();
const now = Date.UTC(2026, 0, 5, 12);

const badLine = (secondsAgo: number, reason: string, text: string): Event => ({
  time: now - secondsAgo * 1000,
  title: `bad line: ${reason}`,
  text,
  tags: { level: 'warning', transport: 'udp' },
});

const cases: { title: string; events: Event[]; shown: string[]; message: string }[] = [
  {
    title: 'the newest bad line of each reason is on the page of applications, as text',
    events: [
      badLine(120, 'value', '"orders:one|c"'),
      { time: now - 90_000, title: 'deploy', text: 'v1.2', tags: {} },
      badLine(60, 'type', '"<img src=x onerror=alert(1)>:1|x"'),
      badLine(50, 'value', '"orders:two|c"'),
    ],
    shown: ['value 11:59:10 "orders:two|c"', 'type 11:59:00 "<img src=x onerror=alert(1)>:1|x"'],
    message: '',
  },
  { title: 'that there was no bad line is said', events: [], shown: [], message: 'None in this range' },
];

for (const { title, events, shown, message } of cases)
  test(title, { skip }, async t => {
    const web = await startWebServer({ now, store: createFakeStore([], events) });
    t.after(() => web.stop());
    const browser = await launchChromium();
    t.after(() => browser.close());
    const { page, complaints, open } = await openPage(t, browser);
    await page.clock.install({ time: now });
    await open(`${web.url}/d/statsd`);
    const panel = page.locator('section[aria-label="Samples of bad lines"]');
    if (message !== '') await panel.getByText(message).waitFor();
    else await panel.locator('li').first().waitFor();
    const rows = await panel
      .locator('li')
      .evaluateAll(all => all.map(row => [...row.children].map(one => one.textContent).join(' ')));
    assert.deepEqual(rows, shown);
    assert.equal(await panel.locator('.message').textContent(), message);
    assert.deepEqual(complaints, []);
  });
