import { failure, type Outcome, success } from '../outcome.ts';
import { parseOptions } from './parse-options.ts';
import type { Program } from './program.ts';

/** What the command line asks for. */
export interface Arguments {
  readonly config: string | undefined;
  readonly check: boolean;
  /** The path of the health file; undefined for none. */
  readonly healthFile: string | undefined;
  readonly help: boolean;
}

/** What `--help` prints. */
export function helpOf({ summary, command }: Pick<Program, 'summary' | 'command'>): string {
  return `${summary}

usage: ${command} [OPTION…]

  --config FILE       the configuration; else $TIDEGAUGE_CONFIG, ./tidegauge.yaml or
                      /etc/tidegauge/tidegauge.yaml, whichever is there; none is needed
  --check             say whether the configuration is valid, and exit
  --health-file FILE  write the state of each part there, every five seconds
  --help              print this

Every key can be set by an environment variable too: TIDEGAUGE_STATSD_PORT=9125
sets statsd.port. docs/configuration.md lists all keys.
`;
}

/**
 * Reads the command line, less node and the script. `npm start --check` without the `--` in between is refused: npm keeps
 * the option to itself, and Tidegauge would start.
 */
export function readArguments(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Outcome<Arguments> {
  if (env.npm_config_check && argv.length === 0)
    return failure('npm took --check for its own: write npm start -- --check');
  const parsed = parseOptions(argv, {
    options: {
      config: { type: 'string' },
      check: { type: 'boolean' },
      'health-file': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (!parsed.ok) return parsed;
  const { values } = parsed.value;
  const { config, check = false, 'health-file': healthFile, help = false } = values;
  return success({ config, check, healthFile, help });
}
