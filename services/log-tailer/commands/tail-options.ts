import { quote } from '../../shared/logging/quote.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { parseOptions } from '../../shared/program/parse-options.ts';

/** What `tidegauge tail --help` prints. */
export const tailHelp = `Reads standard input to its end and makes metrics of its lines, as of any log:
by the same formats and rules. They go to the StatsD server at link.server.

usage: … | tidegauge tail [OPTION…] -

  --name NAME     the source's name, the tag \`file\` of its metrics; stdin without it
  --wait SECONDS  how long to try for a server that takes nothing; 10 without it
  --config FILE   the configuration; found as the services find it
  --help          print this

Ctrl-C ends the reading; what was read is still handed on. Exits with 0; with 1 when
the input could not be read to its end or something could not be handed on, 2 when the
command line or the configuration is not valid.
`;

/** Seconds that a server may take nothing, by default and at most. */
const defaultWait = 10;
const longestWait = 86_400;

/** What the command line of `tidegauge tail` says. */
export interface TailOptions {
  /** That of the source. */
  readonly name: string;
  /** File of the configuration. */
  readonly config: string | undefined;
  /** Milliseconds that the server may take nothing. */
  readonly wait: number;
  readonly help: boolean;
}

/** Reads the command line behind `tail`; fails with what is wrong with it. */
export function readTailOptions(argv: readonly string[]): Outcome<TailOptions> {
  const parsed = parseOptions(argv, {
    allowPositionals: true,
    options: {
      name: { type: 'string', default: 'stdin' },
      wait: { type: 'string', default: String(defaultWait) },
      config: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const { name, wait, config, help } = values;
  const other = positionals.find(positional => positional !== '-');
  if (other !== undefined)
    return failure(`${quote(other)} is a file: those are named in logs.files, tail reads standard input (-)`);
  if (positionals.length === 0 && !help) return failure('what to read is missing: - is standard input');
  if (name === '') return failure('--name is empty: it must be a name');
  if (!/^\d{1,5}$/.test(wait) || Number(wait) > longestWait)
    return failure(`--wait ${quote(wait)} is no number of seconds from 0 to ${longestWait}`);
  return success({ name, config, wait: Number(wait) * 1000, help });
}
