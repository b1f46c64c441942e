import { quote } from '../../shared/logging/quote.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { parseOptions } from '../../shared/program/parse-options.ts';
import { readConfig } from './read-config.ts';
import { createStdinTail } from './stdin-tail.ts';
import { type CommandStreams, complain, standardInput } from './streams.ts';
import { summaryText, tailHelp } from './tail-text.ts';

/** Seconds that a server may take nothing, by default and at most. */
const defaultWait = 10;
const longestWait = 86_400;

interface Wanted {
  readonly name: string;
  readonly config: string | undefined;
  /** Milliseconds. */
  readonly wait: number;
  readonly help: boolean;
}

/** `tidegauge tail -`: resolves to the exit code, as its help tells. */
export async function tail(argv: readonly string[], streams: CommandStreams): Promise<number> {
  const { stdout, stderr, env } = streams;
  const wanted = readWanted(argv);
  if (!wanted.ok) return complain(streams, [wanted.reason, '`tidegauge tail --help` lists the options.']);
  const { name, wait, help, config: path } = wanted.value;
  if (help) {
    stdout.write(tailHelp);
    return 0;
  }
  const config = readConfig(path, env);
  if (!config.ok) return complain(streams, config.reason);
  const stdin = standardInput(streams);
  const reading = createStdinTail(config.value, { name, wait, stdin, say: text => void stderr.write(`${text}\n`) });
  const end = () => reading.end();
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    const summary = await reading.done;
    stdout.write(summaryText(summary));
    return summary.left === 0 && summary.failure === undefined ? 0 : 1;
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
  }
}

function readWanted(argv: readonly string[]): Outcome<Wanted> {
  const parsed = parseOptions(argv, {
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      wait: { type: 'string' },
      config: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const { name = 'stdin', wait = String(defaultWait), config, help = false } = values;
  const other = positionals.find(positional => positional !== '-');
  if (other !== undefined)
    return failure(`${quote(other)} is a file: those are named in logs.files, tail reads standard input (-)`);
  if (positionals.length === 0 && !help) return failure('what to read is missing: - is standard input');
  if (name === '') return failure('--name is empty: it must be a name');
  if (!/^\d{1,5}$/.test(wait) || Number(wait) > longestWait)
    return failure(`--wait ${quote(wait)} is no number of seconds from 0 to ${longestWait}`);
  return success({ name, config, wait: Number(wait) * 1000, help });
}
