import { z } from 'zod';

/** What the host-collector reads. */
export const hostSection = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Collect the metrics of the host at all.'),
    proc: z.string().default('/proc').describe('Where the proc file system of the host lies.'),
    sys: z.string().default('/sys').describe('Where the sys file system of the host lies.'),
    top_processes: z
      .int()
      .min(0)
      .max(100)
      .default(10)
      .describe('How many process names are shown, the heaviest by CPU and by memory.'),
  })
  .prefault({})
  .describe('The host-collector.');
