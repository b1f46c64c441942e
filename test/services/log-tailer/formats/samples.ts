import { readdirSync, readFileSync } from 'node:fs';

/** Where the lines are, from the documentation of the programs, in `<format>.log`, and what they become, in `<format>.txt`. */
export const samples = new URL('samples/', import.meta.url);

/** The formats that have samples, by their names. */
export const sampledFormats: readonly string[] = readdirSync(samples).flatMap(file =>
  file.endsWith('.log') ? [file.slice(0, -'.log'.length).replace('-', ' ')] : [],
);

/** The file of a format's samples, or of what they become. */
export function sampleFile(format: string, ending: 'log' | 'txt'): URL {
  return new URL(`${format.replace(' ', '-')}.${ending}`, samples);
}

/** A format's sample lines. */
export function sampleLines(format: string): readonly string[] {
  return readFileSync(sampleFile(format, 'log'), 'utf8').trimEnd().split('\n');
}
