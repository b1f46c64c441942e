import type { Config } from '../config/schema.ts';
import type { PerResolution } from './resolution.ts';

/** For how many milliseconds points of each resolution are kept, as configured. */
export function retentionOf({ keep_raw, keep_1m, keep_10m }: Config['store']): PerResolution<number> {
  return { raw: keep_raw, '1m': keep_1m, '10m': keep_10m };
}
