import { quote } from '../../shared/logging/quote.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { parseOptions } from '../../shared/program/parse-options.ts';

/** What `tidegauge rules test --help` prints. */
export const rulesTestHelp = `Tries the rules on lines: prints what each line becomes, which rule never matched,
and what each rule costs. Nothing is counted, sent or kept.

usage: tidegauge rules test [OPTION…] [FILE|-]

  FILE            the lines; standard input without it, or for -
  --config FILE   the configuration with the rules, and with how logs are read; found
                  as the services find it
  --rules FILE    the rules: a YAML list of them, in place of a configuration's
  --source NAME   path of the file or name of the container that the lines are of;
                  without it every rule is tried, whatever its source
  --limit N       stop after N lines
  --summary       print no lines, only how the rules did
  --strict        exit with 1 when a rule for the source never matched
  --help          print this

Exits with 0; with 2 when the command line, the configuration, a rule or the file is
not valid.
`;

/** What the command line of `tidegauge rules test` says. */
export interface RulesTestOptions {
  /** File of the configuration. */
  readonly config: string | undefined;
  /** File of the rules. */
  readonly rules: string | undefined;
  /** Path or name that the lines' log is taken to have. */
  readonly source: string | undefined;
  /** Lines. */
  readonly limit: number;
  readonly summary: boolean;
  readonly strict: boolean;
  readonly help: boolean;
  /** With the lines; standard input without it, or for `-`. */
  readonly file: string | undefined;
}

/** Reads the command line behind `rules test`; fails with what is wrong with it. */
export function readRulesTestOptions(argv: readonly string[]): Outcome<RulesTestOptions> {
  const parsed = parseOptions(argv, {
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      rules: { type: 'string' },
      source: { type: 'string' },
      limit: { type: 'string', default: 'all' },
      summary: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const { config, rules, source, limit, summary, strict, help } = values;
  const [file, another] = positionals;
  if (another !== undefined) return failure(`one file at a time: ${quote(another)} is one too many`);
  if (limit !== 'all' && !/^\d{1,12}$/.test(limit)) return failure(`--limit ${quote(limit)} is no number of lines`);
  if (config !== undefined && rules !== undefined)
    return failure('--config and --rules are two places for rules: name one');
  const most = limit === 'all' ? Number.POSITIVE_INFINITY : Number(limit);
  return success({ config, rules, source, limit: most, summary, strict, help, file });
}
