import type { Part } from '../shared/part.ts';

/** What is read and kept, and what is not and why, for the person who started it. */
export function startUpTable(parts: readonly Part[], address: string | undefined): string {
  const width = Math.max(...parts.map(({ name }) => name.length));
  const margin = ' '.repeat(width + 10);
  const rows = parts.flatMap(({ name, state, detail, remedy }) => [
    `  ${name.padEnd(width)}  ${state.padEnd(4)}  ${detail}`,
    ...(remedy && state !== 'ok' ? [`${margin}→ ${remedy}`] : []),
  ]);
  const where = address ? `Live at ${address}` : 'No pages are served: see above.';
  return ['', ...rows, '', `${where}   (Ctrl-C stops it)`, ''].join('\n');
}
