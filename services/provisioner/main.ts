import { findConfig } from '../shared/config/find.ts';
import { loadConfig } from '../shared/config/load.ts';
import { systemClock as clock } from '../shared/lifecycle/clock.ts';
import { help, readArguments } from './arguments.ts';
import { grafanaUser } from './layout.ts';
import { provision } from './provisioner.ts';
import { summary } from './summary.ts';

// Directories are made for others to go through; secrets have modes of their own.
process.umask(0o022);
// Every step leaves whole files and can be taken again, so nothing has to be finished. The first process of a container
// would not end by itself.
process.on('SIGTERM', () => process.exit(143));
process.on('SIGINT', () => process.exit(130));
process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const wanted = readArguments(argv);
  if (!wanted.ok) return complain([wanted.reason, '--help lists the options.'], 2);
  const { dryRun, root } = wanted.value;
  if (wanted.value.help) return say(help);
  const found = findConfig({ path: wanted.value.config, env: process.env });
  if (!found.ok) return complain([found.reason], 2);
  const { path } = found.value;
  const loaded = loadConfig({ path, env: process.env });
  if (!loaded.ok) return complain([`The configuration ${path ?? '(environment)'} is not valid:`, ...loaded.reason], 2);
  const config = loaded.value;

  const print = (line: string) => process.stdout.write(`${line}\n`);
  const failures = await provision({ config, configPath: path, root, dryRun, clock, print });
  if (failures.length > 0) return complain(['', ...failures], 1);
  return say(dryRun ? '\nNothing was changed: this was a dry run.\n' : summary(config.front.url, grafanaUser));
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

function complain(lines: readonly string[], code: number): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return code;
}
