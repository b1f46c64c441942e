import type { Locator, Page } from 'playwright-core';

/** A chart or a figure, by its title; `row`: a selector of what it is in. */
export const panel = (page: Page, title: string, row = '') => page.locator(`${row} section[aria-label="${title}"]`);

/** Name and value of each line, once there are any. */
export async function legendOf(chart: Locator): Promise<Record<string, string>> {
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

/** A text with spaces for what only looks so. */
export const plain = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ');

/** How many pixels of a chart have a colour, not a shade of grey. */
export const colouredPixels = (chart: Locator) =>
  chart.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      const [red, green, blue, alpha] = data.subarray(at, at + 4);
      const colour = Math.max(red!, green!, blue!) - Math.min(red!, green!, blue!);
      if (alpha! > 20 && colour > 40) count += 1;
    }
    return count;
  });
