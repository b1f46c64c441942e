import type { Config } from '../../shared/config/schema.ts';
import { formatOverrides } from '../formats/overrides.ts';
import { switchesOf } from '../switches.ts';
import type { LineTesterOptions } from './line-tester.ts';

/** How lines are read before a rule sees them. */
export type HowRead = Pick<LineTesterOptions, 'format' | 'switches'>;

/** How the configuration has the log of that path or name read; without one, any log. */
export function howRead(config: Config, source: string | undefined): HowRead {
  const format = source === undefined ? undefined : formatOverrides(config)(source);
  return { format, switches: switchesOf(config.logs) };
}
