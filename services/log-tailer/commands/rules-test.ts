import { once } from 'node:events';
import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { quote } from '../../shared/logging/quote.ts';
import type { TestedLine } from '../../shared/logs/rule-test.ts';
import { failure, messageOf, type Outcome, success } from '../../shared/outcome.ts';
import { parseOptions } from '../../shared/program/parse-options.ts';
import { createLineTester } from '../rule-tester/line-tester.ts';
import { cutText } from './cut-text.ts';
import { readLines } from './read-lines.ts';
import { lineText, summaryText } from './rules-test-text.ts';
import { readTrial, type Trial } from './rules-trial.ts';
import { type CommandStreams, complain, standardInput } from './streams.ts';

const help = `Tries the rules on lines: prints what each line becomes, which rule never matched,
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

/** Milliseconds that measuring the costs of all rules may take together. */
const timeForCosts = 500;

interface Wanted {
  readonly config: string | undefined;
  readonly rules: string | undefined;
  readonly source: string | undefined;
  readonly limit: number;
  readonly summary: boolean;
  readonly strict: boolean;
  readonly help: boolean;
  readonly file: string | undefined;
}

/** `tidegauge rules test`: resolves to the exit code, as its help tells. */
export async function rulesTest(argv: readonly string[], streams: CommandStreams): Promise<number> {
  const wanted = readWanted(argv);
  if (!wanted.ok) return complain(streams, [wanted.reason, '`tidegauge rules test --help` lists the options.']);
  if (wanted.value.help) {
    streams.stdout.write(help);
    return 0;
  }
  const trial = readTrial(wanted.value, streams.env);
  if (!trial.ok) return complain(streams, trial.reason);
  const input = openInput(wanted.value.file, streams);
  if (!input.ok) return complain(streams, [input.reason]);
  try {
    return await test(trial.value, input.value, wanted.value, streams);
  } catch (error) {
    return complain(streams, [`${quote(wanted.value.file ?? '-')} cannot be read: ${messageOf(error)}`]);
  }
}

async function test({ rules, maxLine, how }: Trial, input: Readable, wanted: Wanted, { stdout }: CommandStreams) {
  const style = { colours: stdout.isTTY === true, columns: stdout.columns ?? 200 };
  const tester = createLineTester(rules, { source: wanted.source, ...how });
  const formats = new Map<string, number>();
  let shown = 0;
  const show = async (lines: readonly TestedLine[]) => {
    for (const tested of lines) {
      shown += 1;
      const format = tested.dropped ? 'dropped' : (tested.format ?? 'plain');
      formats.set(format, (formats.get(format) ?? 0) + 1);
      if (!wanted.summary && !stdout.write(lineText(tested, shown, style))) await once(stdout, 'drain');
    }
  };
  let lines = 0;
  let cut = 0;
  const onCut = () => {
    cut += 1;
  };
  // An empty file has no end to wait for.
  if (wanted.limit > 0)
    for await (const line of readLines(input, maxLine, onCut)) {
      lines += 1;
      await show(tester.line(line));
      if (lines >= wanted.limit) break;
    }
  await show(tester.end());
  const done = tester.rules({ now: () => performance.now(), time: timeForCosts / Math.max(1, rules.length) });
  stdout.write(`${wanted.summary || lines === 0 ? '' : '\n'}${summaryText(lines, formats, done, style)}`);
  stdout.write(cutText(cut, maxLine));
  return wanted.strict && done.some(({ applies, matched }) => applies && matched === 0) ? 1 : 0;
}

function readWanted(argv: readonly string[]): Outcome<Wanted> {
  const parsed = parseOptions(argv, {
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      rules: { type: 'string' },
      source: { type: 'string' },
      limit: { type: 'string' },
      summary: { type: 'boolean' },
      strict: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const { limit = 'all', summary = false, strict = false, help = false } = values;
  if (positionals.length > 1) return failure(`one file at a time: ${quote(positionals[1]!)} is one too many`);
  if (limit !== 'all' && !/^\d{1,12}$/.test(limit)) return failure(`--limit ${quote(limit)} is no number of lines`);
  if (values.config !== undefined && values.rules !== undefined)
    return failure('--config and --rules are two places for rules: name one');
  return success({
    config: values.config,
    rules: values.rules,
    source: values.source,
    limit: limit === 'all' ? Number.POSITIVE_INFINITY : Number(limit),
    summary,
    strict,
    help,
    file: positionals[0],
  });
}

function openInput(file: string | undefined, streams: CommandStreams): Outcome<Readable> {
  if (file === undefined || file === '-') return success(standardInput(streams));
  try {
    if (statSync(file).isDirectory()) return failure(`${quote(file)} is a directory, not a file`);
    return success(createReadStream(file));
  } catch (error) {
    return failure(`${quote(file)} cannot be read: ${messageOf(error)}`);
  }
}
