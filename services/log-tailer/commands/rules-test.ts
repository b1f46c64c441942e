import { once } from 'node:events';
import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { quote } from '../../shared/logging/quote.ts';
import type { TestedLine } from '../../shared/logs/rule-test.ts';
import { failure, messageOf, type Outcome, success } from '../../shared/outcome.ts';
import { createLineTester } from '../rule-tester/line-tester.ts';
import { cutText } from './cut-text.ts';
import { readLines } from './read-lines.ts';
import { type RulesTestOptions, readRulesTestOptions, rulesTestHelp } from './rules-test-options.ts';
import { lineText, summaryText } from './rules-test-text.ts';
import { readTrial, type Trial } from './rules-trial.ts';
import { type CommandStreams, complain, standardInput } from './streams.ts';

/** Milliseconds that measuring the costs of all rules may take together. */
const timeForCosts = 500;

/** `tidegauge rules test`: resolves to the exit code, as its help tells. */
export async function rulesTest(argv: readonly string[], streams: CommandStreams): Promise<number> {
  const wanted = readRulesTestOptions(argv);
  if (!wanted.ok) return complain(streams, [wanted.reason, '`tidegauge rules test --help` lists the options.']);
  if (wanted.value.help) {
    streams.stdout.write(rulesTestHelp);
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

async function test(
  { rules, maxLine, how }: Trial,
  input: Readable,
  wanted: RulesTestOptions,
  { stdout }: CommandStreams,
) {
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
  const done = tester.rules({ now: () => performance.now(), time: timeForCosts });
  stdout.write(`${wanted.summary || lines === 0 ? '' : '\n'}${summaryText(lines, formats, done, style)}`);
  stdout.write(cutText(cut, maxLine));
  return wanted.strict && done.some(({ applies, matched }) => applies && matched === 0) ? 1 : 0;
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
