import { parseArgs } from 'node:util';
import { failure, type Outcome, success } from '../shared/outcome.ts';

/** What `npm start -- …` was asked for. */
export interface Arguments {
  readonly config: string | undefined;
  readonly check: boolean;
  readonly help: boolean;
}

/** What `--help` prints. */
export const help = `Tidegauge: everything a Docker host says about itself, as metrics.

usage: npm start [-- OPTION…]

  --config FILE  the configuration; else $TIDEGAUGE_CONFIG, ./tidegauge.yaml or
                 /etc/tidegauge/tidegauge.yaml, whichever is there; none is needed
  --check        say whether the configuration is valid, and exit
  --help         print this

Every key can be set by an environment variable too: TIDEGAUGE_STATSD_PORT=9125
sets statsd.port. docs/configuration.md lists all keys.
`;

/**
 * Reads the command line, less node and the script. `npm start --check` without the `--` in between is refused: npm keeps
 * the option to itself, and Tidegauge would start.
 */
export function readArguments(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Outcome<Arguments> {
  if (env.npm_config_check && argv.length === 0)
    return failure('npm took --check for its own: write npm start -- --check');
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { config: { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    return success({ config: values.config, check: values.check ?? false, help: values.help ?? false });
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}
