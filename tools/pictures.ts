// Takes the pictures of the README from a running Tidegauge: node tools/run.mjs tools/pictures.ts [URL [DIRECTORY]]
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [url = 'http://localhost:8080', directory = 'docs/pictures'] = process.argv.slice(2);
const pages: [name: string, path: string][] = [
  ['host', '/'],
  ['containers', '/containers'],
  ['logs', '/d/logs'],
  ['statsd', '/d/statsd'],
  ['tidegauge', '/d/tidegauge'],
];
const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

mkdirSync(directory, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.TIDEGAUGE_TEST_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, viewport] of Object.entries(sizes)) {
    const page = await browser.newPage({ viewport, colorScheme });
    for (const [name, path] of pages) {
      await page.goto(`${url}${path}`, { waitUntil: 'networkidle' });
      const file = `${directory}/${[name, device, colorScheme].join('-')}.png`;
      await page.screenshot({ path: file });
      console.log(file);
    }
    await page.close();
  }
}
await browser.close();
