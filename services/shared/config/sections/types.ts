import { z } from 'zod';
import { bytesPattern, parseBytes } from '../../bytes.ts';
import { durationPattern, parseDuration } from '../../duration.ts';
import { parseTarget, targetError } from '../target.ts';

/** Text that `parse` makes a number of, within bounds that are written in the same way. */
const quantity = (
  pattern: RegExp,
  parse: (text: string) => number | undefined,
  error: string,
  least: string,
  most: string,
) =>
  z
    .string({ error })
    .regex(pattern, { error })
    .refine(
      text => {
        const value = parse(text);
        return value !== undefined && value >= parse(least)! && value <= parse(most)!;
      },
      { error },
    )
    .transform(text => parse(text) ?? Number.NaN);

/** A length of time such as `10s`, `5m`, `1d`; milliseconds once read. */
export const duration = (fallback: string, least = '1ms', most = '100y') => length(least, most).prefault(fallback);

const length = (least: string, most: string) =>
  quantity(
    durationPattern,
    parseDuration,
    `a number and a unit (ms, s, m, h, d, w, y) from ${least} to ${most}`,
    least,
    most,
  );

const hour = 3_600_000;

/** A length of time by which every hour can be cut; milliseconds once read. */
export const hourPart = length('1s', '1h').refine(
  milliseconds => milliseconds % 1000 === 0 && hour % milliseconds === 0,
  {
    error: 'whole seconds that divide an hour, as 10s does',
  },
);

/** An amount of memory such as `128MB`; bytes once read. */
export const bytes = (fallback: string, least: string, most: string) =>
  quantity(
    bytesPattern,
    parseBytes,
    `a number and a unit (B, KB, MB, GB, KiB, MiB, GiB) from ${least} to ${most}`,
    least,
    most,
  ).prefault(fallback);

/** A TCP or UDP port. 0 lets the system choose a free one. */
export const port = (fallback: number) => z.int().min(0).max(65_535).default(fallback);

/** Somewhere to send to, such as `tcp://graphite:2003`; its parts once read. `port` is that of the examples in errors. */
export const target = (schemes: readonly string[], port: number) =>
  z
    .string()
    .refine(text => parseTarget(text, schemes) !== undefined, { error: targetError(schemes, port) })
    .transform(text => parseTarget(text, schemes)!);

/** A list in which nothing is twice. */
export const distinct = (list: readonly unknown[]) => new Set(list).size === list.length;

/** Texts that no message may show, by the schema of their key. */
export const secrets = z.registry<{ secret: true }>();
