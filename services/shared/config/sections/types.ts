import { z } from 'zod';
import { parseDuration } from '../../duration.ts';

/** A length of time such as `10s`, `5m`, `1d`; milliseconds once read. */
export const duration = (fallback: string, least = '1ms', most = '100y') =>
  z
    .string()
    .refine(text => parseDuration(text) !== undefined, {
      error: 'a number and a unit: ms, s, m, h, d, w or y, as in 10s',
    })
    .transform(text => parseDuration(text) ?? Number.NaN)
    .refine(value => !(value < parseDuration(least)! || value > parseDuration(most)!), { error: `${least} to ${most}` })
    .prefault(fallback);

const sizes: Record<string, number> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };
const sizePattern = /^(\d+(?:\.\d+)?)(B|KB|MB|GB|KiB|MiB|GiB)$/;

/** An amount of memory such as `128MB`; bytes once read. */
export const bytes = (fallback: string) =>
  z
    .string()
    .regex(sizePattern, { error: 'a number and a unit: B, KB, MB, GB, KiB, MiB or GiB, as in 128MB' })
    .transform(text => {
      const match = sizePattern.exec(text);
      return match ? Number(match[1]) * sizes[match[2]!]! : Number.NaN;
    })
    .prefault(fallback);

/** A TCP or UDP port. 0 lets the system choose a free one. */
export const port = (fallback: number) => z.int().min(0).max(65_535).default(fallback);
