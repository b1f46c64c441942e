import { quote } from '../../shared/logging/quote.ts';
import type { CommandStreams } from './streams.ts';

/** A subcommand: resolves to the exit code. */
type Command = (argv: readonly string[], streams: CommandStreams) => Promise<number>;

/** Loaded when they are asked for: each needs another part of the service. */
const commands: readonly {
  readonly words: readonly string[];
  readonly summary: string;
  load(): Promise<Command>;
}[] = [
  {
    words: ['rules', 'test'],
    summary: 'try the rules on lines: what becomes of each, and what each rule costs',
    load: async () => (await import('./rules-test.ts')).rulesTest,
  },
  {
    words: ['tail'],
    summary: 'make metrics of standard input, as of any log: … | tidegauge tail -',
    load: async () => (await import('./tail.ts')).tail,
  },
];

const help = `usage: tidegauge COMMAND [OPTION…]

${commands.map(({ words, summary }) => `  ${words.join(' ').padEnd(12)}${summary}\n`).join('')}
tidegauge COMMAND --help tells more.
`;

/** What `tidegauge` does with its command line, less node and the script. Resolves to the exit code: 2 for one that it does not know. */
export async function runCommand(argv: readonly string[], streams: CommandStreams): Promise<number> {
  const command = commands.find(({ words }) => words.every((word, index) => argv[index] === word));
  if (command) return (await command.load())(argv.slice(command.words.length), streams);
  if (argv.length === 0 || argv[0] === '--help' || argv[0] === '-h') {
    streams.stdout.write(help);
    return 0;
  }
  streams.stderr.write(`${quote(argv.slice(0, 2).join(' '))} is no command of tidegauge\n\n${help}`);
  return 2;
}
