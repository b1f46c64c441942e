import type { TestContext } from 'node:test';
import { type Browser, chromium as engine, type Page } from 'playwright-core';
import { chromium } from './requires.ts';

/** A page, and what its console and its security policy complained of. */
export interface TestPage {
  readonly page: Page;
  readonly complaints: string[];
  /** Goes to an address, again where the browser gave up on it. */
  open(url: string): Promise<void>;
}

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** Chromium drops what it loads when a network of the machine comes or goes, as containers of other tests make them. */
const networkChanged = 'net::ERR_NETWORK_CHANGED';
const mostTries = 5;

/** A Chromium of its own. */
export function launchChromium(): Promise<Browser> {
  return engine.launch({ executablePath: chromium, args: flags.split(' ') });
}

/** A page as large as a screen, or a phone, in UTC; closed after the test. */
export async function openPage(t: TestContext, browser: Browser, width = 1280, height = 800): Promise<TestPage> {
  const context = await browser.newContext({ viewport: { width, height }, timezoneId: 'UTC', colorScheme: 'light' });
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(error.message));
  page.on('dialog', dialog => complaints.push(`a dialog: ${dialog.message()}`));
  page.on('console', message => {
    if (message.type() === 'error' && !message.text().includes(networkChanged)) complaints.push(message.text());
  });
  return {
    page,
    complaints,
    async open(url) {
      for (let tries = 1; ; tries += 1)
        try {
          await page.goto(url);
          await page.locator('h1').waitFor({ timeout: 3000 });
          return;
        } catch (error) {
          if (tries === mostTries) throw error;
        }
    },
  };
}
