import { parseArgs } from 'node:util';
import { sourceNames } from './plan.ts';
import { type Variant, variants } from './variants.ts';

/** What a chaos run is asked to do. */
export interface ChaosOptions {
  /** Everything random comes from it. */
  readonly seed: number;
  /** Lines that all sources write together, in each variant. */
  readonly lines: number;
  /** How long they take, seconds. */
  readonly seconds: number;
  /** Kills in each variant, while they write. */
  readonly kills: number;
  readonly signal: 'SIGKILL' | 'SIGTERM';
  readonly variants: readonly Variant[];
  /** Whether there are writers in containers. */
  readonly containers: boolean;
  /** Names of the sources that write; all of them without it. */
  readonly only: readonly string[] | undefined;
}

export const usage = `usage: npm run test:chaos -- [OPTION…]
  --short             a minute and a half instead of twenty: 200 000 lines and 12 kills
  --seed N            repeat the run that printed it
  --lines N           lines that are written, in each variant
  --seconds N         time in which they are written
  --kills N           kills meanwhile; 0 tries the rotations alone
  --signal SIGTERM    orderly restarts instead of kill -9
  --variant NAME      ${variants.join(' or ')}; may be given more than once, else all
  --only SOURCE       write this source only (as the table names it); may be given more than once
  --no-containers     without containers, where there is no Docker engine
`;

/** Reads the command line; undefined when it asks for help. Throws, with what is wrong, for one that makes no sense. */
export function readOptions(argv: readonly string[], randomSeed: () => number): ChaosOptions | undefined {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      short: { type: 'boolean', default: false },
      seed: { type: 'string' },
      lines: { type: 'string' },
      seconds: { type: 'string' },
      kills: { type: 'string' },
      signal: { type: 'string', default: 'SIGKILL' },
      variant: { type: 'string', multiple: true },
      only: { type: 'string', multiple: true },
      'no-containers': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { short, signal, only } = values;
  if (values.help) return undefined;
  const wanted: readonly string[] = values.variant ?? variants;
  if (signal !== 'SIGKILL' && signal !== 'SIGTERM')
    throw new Error(`--signal is ${signal}, must be SIGKILL or SIGTERM`);
  for (const name of wanted)
    if (!variants.some(variant => variant === name))
      throw new Error(`--variant is ${name}, must be ${variants.join(' or ')}`);
  const containers = !values['no-containers'];
  const names = sourceNames(containers);
  for (const name of only ?? [])
    if (!names.includes(name)) throw new Error(`--only is ${name}, must be one of ${names.join(', ')}`);
  const form = short ? { lines: 100_000, seconds: 25, kills: 6 } : { lines: 10_000_000, seconds: 400, kills: 50 };
  return {
    seed: whole('seed', values.seed, 0) ?? randomSeed(),
    lines: whole('lines', values.lines, 1) ?? form.lines,
    seconds: whole('seconds', values.seconds, 1) ?? form.seconds,
    kills: whole('kills', values.kills, 0) ?? form.kills,
    signal,
    variants: variants.filter(variant => wanted.includes(variant)),
    containers,
    only,
  };
}

function whole(option: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,10}$/.test(text) || Number(text) < least)
    throw new Error(`--${option} is ${text}, must be a whole number from ${least}`);
  return Number(text);
}
