import { createKeptFile } from '../../shared/kernel/kept-file.ts';
import type { Reader } from './readings.ts';

/** A reader of several files of one concern: `parse` gets their texts in order, undefined where there is no such file. */
export function createFileReader<Reading>(
  paths: readonly string[],
  parse: (...texts: (string | undefined)[]) => Reading | undefined,
): Reader<Reading> {
  const files = paths.map(createKeptFile);
  return {
    read: () => parse(...files.map(file => file.read())),
    close: () => {
      for (const file of files) file.close();
    },
  };
}
