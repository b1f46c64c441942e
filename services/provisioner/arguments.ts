import { type Outcome, success } from '../shared/outcome.ts';
import { parseOptions } from '../shared/program/parse-options.ts';
import { standardRoot } from './layout.ts';

/** What the provisioner was asked for. */
export interface Arguments {
  readonly config: string | undefined;
  readonly dryRun: boolean;
  readonly help: boolean;
  /** Where the volumes are mounted. */
  readonly root: string;
}

/** What `--help` prints. */
export const help = `The provisioner sets the stack up, and ends: it makes the secrets, sets up
InfluxDB, and writes the files of Grafana and nginx. Run again, it brings in
what has changed, and keeps the secrets.

usage: docker compose run --rm provisioner node services/provisioner/main.ts [OPTION…]

  --dry-run      say what would be done, and change nothing
  --config FILE  the configuration; else $TIDEGAUGE_CONFIG, ./tidegauge.yaml or
                 /etc/tidegauge/tidegauge.yaml, whichever is there
  --root DIR     where the volumes are mounted (${standardRoot})
  --help         print this

exit code: 0 done, 1 a step failed, 2 wrong options or configuration
`;

/** Reads the command line, less node and the script. */
export function readArguments(argv: readonly string[]): Outcome<Arguments> {
  const parsed = parseOptions(argv, {
    options: {
      config: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      root: { type: 'string', default: standardRoot },
    },
  });
  if (!parsed.ok) return parsed;
  const { values } = parsed.value;
  return success({ config: values.config, dryRun: values['dry-run'], help: values.help, root: values.root });
}
