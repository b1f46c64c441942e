import type { Running } from './program.ts';

/** What is read and kept, and what is not and why, for the person who started it. */
export function startUpTable({ parts, address }: Pick<Running, 'parts' | 'address'>): string {
  const all = parts();
  const width = Math.max(...all.map(({ name }) => name.length));
  const margin = ' '.repeat(width + 10);
  const rows = all.flatMap(({ name, state, detail, remedy }) => [
    `  ${name.padEnd(width)}  ${state.padEnd(4)}  ${detail}`,
    ...(remedy && state !== 'ok' ? [`${margin}→ ${remedy}`] : []),
  ]);
  return ['', ...rows, '', `${address ? wherePagesAre(address()) : 'Running'}   (Ctrl-C stops it)`, ''].join('\n');
}

const wherePagesAre = (address: string | undefined) =>
  address ? `Live at ${address}` : 'No pages are served: see above.';
