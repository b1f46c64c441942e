/** One table of the page of benchmarks. */
export interface Section {
  readonly title: string;
  /** What was measured and how, in a sentence or two. */
  readonly how: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A section as Markdown, its columns aligned as the formatter has them. */
export function sectionText({ title, how, columns, rows }: Section): string {
  const widthOf = (column: number) =>
    Math.max(3, ...[columns, ...rows].map(cells => [...(cells[column] ?? '')].length));
  const widths = columns.map((_, column) => widthOf(column));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |\n`;
  const rule = line(widths.map(width => '-'.repeat(width)));
  return `## ${title}\n\n${how}\n\n${line(columns)}${rule}${rows.map(line).join('')}`;
}

/** The page with a new head, and a section in the place of that with its title, else at the end. */
export function withSection(page: string, head: string, section: Section): string {
  const [, ...others] = page.split(/^(?=## )/m).map(text => text.trimEnd());
  const text = sectionText(section).trimEnd();
  const isFormer = (other: string) => other.startsWith(`## ${section.title}\n`);
  const sections = others.some(isFormer) ? others.map(other => (isFormer(other) ? text : other)) : [...others, text];
  return `${[head, ...sections].map(part => part.trimEnd()).join('\n\n')}\n`;
}

/** 2 905 865 as `2.91 M`. */
export function amount(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  if (value >= 1e3) return `${(value / 1e3).toFixed(0)} k`;
  return value.toFixed(1);
}

/** How many times `peer` goes into `ours`: `3.3 ×`. */
export const ratio = (ours: number, peer: number) => `${(ours / peer).toFixed(1)} ×`;

/** Bytes as decimal megabytes. */
export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
