import type { Tally } from '../tally/tally.ts';
import { type Format, plainName } from './format.ts';
import { formats } from './index.ts';
import { leadingTime } from './leading-time.ts';
import type { Recogniser } from './recogniser.ts';

/** The names that `logs.formats` may give. */
export const formatNames: readonly string[] = [...formats.map(({ name }) => name), plainName];

/** Reads every line by the format of that name alone, where someone knows better than its first lines. */
export function createFixedFormat(name: string, tally: Tally): Recogniser {
  const format: Format | undefined = formats.find(one => one.name === name);
  const reader = format?.createReader(tally);
  return {
    within() {},
    read: (buffer, start, end) =>
      start === end ? undefined : reader?.(buffer, start, end, leadingTime(buffer, start, end)),
    format: () => format?.name ?? plainName,
    timeEnd: () => -1,
    lineFormat: () => format?.name ?? plainName,
  };
}
