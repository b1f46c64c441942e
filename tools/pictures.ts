// Takes the pictures of the README from a running Tidegauge: node tools/run.mjs tools/pictures.ts [URL [DIRECTORY]]
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [url = 'http://localhost:8080', directory = 'docs/pictures'] = process.argv.slice(2);
const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const pictures = [
  { name: 'host', path: '/', viewport: desktop, colorScheme: 'light' },
  { name: 'containers', path: '/containers', viewport: desktop, colorScheme: 'dark' },
  { name: 'phone', path: '/logs', viewport: phone, colorScheme: 'dark' },
] as const;

mkdirSync(directory, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.TIDEGAUGE_TEST_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
for (const { name, path, viewport, colorScheme } of pictures) {
  const page = await browser.newPage({ viewport, colorScheme });
  await page.goto(`${url}${path}`, { waitUntil: 'networkidle' });
  await page.screenshot({ path: `${directory}/${name}.png` });
  await page.close();
  console.log(`${directory}/${name}.png`);
}
await browser.close();
