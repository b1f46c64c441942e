import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { launchChromium } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { scratchUntilExit } from '../support/scratch.ts';
import type { Section } from './page.ts';
import { pause } from './processes.ts';

/** Lines written, one after the other. */
const lines = Number(process.env.BENCH_LINES ?? 200);
/** Longest pause before a line, so that it falls anywhere into the turns of everything on its way; milliseconds. */
const longestPause = 1000;
/** Between two questions to the API, milliseconds. */
const askedEvery = 10;
/** A line that is not seen by then is lost, milliseconds. */
const patience = 30_000;

const startFile = fileURLToPath(new URL('../../tools/start.mjs', import.meta.url));
const metric = 'bench.mark';

/** From a line in a followed file to the API and to a page in a browser, in one process with its defaults. */
export async function benchLineToPage(): Promise<Section> {
  const directory = scratchUntilExit();
  const [statsdPort, webPort] = [await freePort(), await freePort()];
  const file = join(directory, 'logs', 'app.log');
  const config = join(directory, 'tidegauge.yaml');
  mkdirSync(join(directory, 'logs'));
  await writeFile(file, '');
  await writeFile(
    config,
    stringify({
      data: join(directory, 'data'),
      statsd: { port: statsdPort, management: { enabled: false } },
      logs: { files: [file], containers: false },
      containers: { enabled: false },
      web: { port: webPort },
    }),
  );
  const child = spawn(process.execPath, [startFile, '--config', config], { stdio: 'ignore' });
  const browser = await launchChromium();
  const url = `http://127.0.0.1:${webPort}`;
  try {
    const write = (value: number) => appendFileSync(file, `info sample#${metric}=${value}\n`);
    await until(() => runningValue(url).then(() => true));
    write(0);
    await until(() => isStored(url));
    const page = await browser.newPage();
    await page.goto(`${url}/d/statsd`);
    await seenOn(page, 0);
    const [api, dom]: [number[], number[]] = [[], []];
    for (let value = 1; value <= lines; value++) {
      await pause(Math.random() * longestPause);
      const written = performance.now();
      write(value);
      const since = () => performance.now() - written;
      const seen = await Promise.all([
        until(async () => (await runningValue(url)) === value).then(since),
        seenOn(page, value).then(since),
      ]);
      api.push(seen[0]);
      dom.push(seen[1]);
    }
    return {
      title: 'From a line to the live page',
      how: `${lines} lines with a gauge in them, written one by one into a followed file at any moment; flushes are 10 s apart. Seen by \`/api/v1/running\`, asked every ${askedEvery} ms, and in the text of a page in Chromium, which asks by itself. Aim: p99 ≤ 1.5 s on the page.`,
      columns: ['seen by', 'p50', 'p99', 'slowest'],
      rows: [row('the API', api), row('the page', dom)],
    };
  } finally {
    await browser.close();
    child.kill('SIGKILL');
  }
}

function row(name: string, times: readonly number[]): string[] {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!;
  return [name, ...[at(0.5), at(0.99), at(1)].map(time => `${(time / 1000).toFixed(2)} s`)];
}

async function runningValue(url: string): Promise<number | undefined> {
  const query = encodeURIComponent(`metric=${metric}&agg=last`);
  const answer = await fetch(`${url}/api/v1/running?query=${query}`);
  const { answers } = (await answer.json()) as { answers: { series: { value: number }[] }[] };
  return answers[0]?.series[0]?.value;
}

/** The page draws metrics that the store knows. */
async function isStored(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/v1/metrics?where=metric_type:gauge`);
  return ((await answer.json()) as { name: string }[]).some(({ name }) => name === metric);
}

async function seenOn(page: Page, value: number): Promise<void> {
  await page.waitForFunction(
    ([metric, text]) => document.querySelector(`section[aria-label="${metric}"] .key .value`)?.textContent === text,
    [metric, String(value)] as const,
    { timeout: patience },
  );
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await condition().catch(() => false))) {
    if (performance.now() - began > patience) throw new Error('a line was never seen');
    await pause(askedEvery);
  }
}
