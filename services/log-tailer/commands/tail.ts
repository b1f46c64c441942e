import { systemClock } from '../../shared/lifecycle/clock.ts';
import { readConfig } from './read-config.ts';
import { createStdinTail } from './stdin-tail.ts';
import { type CommandStreams, complain, standardInput } from './streams.ts';
import { readTailOptions, tailHelp } from './tail-options.ts';
import { summaryText } from './tail-text.ts';

/** `tidegauge tail -`: resolves to the exit code, as its help tells. */
export async function tail(argv: readonly string[], streams: CommandStreams): Promise<number> {
  const { stdout, stderr, env } = streams;
  const wanted = readTailOptions(argv);
  if (!wanted.ok) return complain(streams, [wanted.reason, '`tidegauge tail --help` lists the options.']);
  const { name, wait, help, config: path } = wanted.value;
  if (help) {
    stdout.write(tailHelp);
    return 0;
  }
  const config = readConfig(path, env);
  if (!config.ok) return complain(streams, config.reason);
  const stdin = standardInput(streams);
  const say = (text: string) => void stderr.write(`${text}\n`);
  const reading = createStdinTail(config.value, { name, wait, stdin, say, clock: systemClock });
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
