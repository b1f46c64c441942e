import { readdirSync, readFileSync } from 'node:fs';

const samples = new URL('samples/', import.meta.url);

/** What there are sample traces of, by the names of the files. */
export const sampled: readonly string[] = readdirSync(samples).flatMap(file =>
  file.endsWith('.log') ? [file.slice(0, -'.log'.length)] : [],
);

/** The file of the traces, `.log`, or of what each of their lines becomes, `.txt`. */
export function sampleFile(name: string, ending: 'log' | 'txt'): URL {
  return new URL(`${name}.${ending}`, samples);
}

/** The lines of a log with traces. */
export function sampleLines(name: string): readonly string[] {
  return readFileSync(sampleFile(name, 'log'), 'utf8').trimEnd().split('\n');
}
