import { type FoundConfig, findConfig } from '../config/find.ts';
import { type LoadOptions, loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { watchConfig } from '../config/watch.ts';
import { systemClock as clock, within } from '../lifecycle/clock.ts';
import { createLogger } from '../logging/logger.ts';
import { helpOf, readArguments } from './arguments.ts';
import { createConfigurationHealth, withoutFile } from './configuration-health.ts';
import { startHealthFile } from './health-file.ts';
import type { Program } from './program.ts';
import { createReloadable } from './reload.ts';
import { stopOnSignal } from './signals.ts';
import { startUpTable } from './start-up-table.ts';

/** The start-up table does not wait longer for its parts, milliseconds. */
const longestSettling = 1000;

/**
 * Makes this process `program`, from the command line to the last signal. Its exit code is 0 after a signal, `--check` or
 * `--help`, 1 when it cannot run or is not let end, 2 when the command line or the configuration is not valid.
 */
export async function runProgram(program: Program): Promise<void> {
  // What is kept is for its owner only, whatever the shell says: DuckDB makes its files by the mask alone.
  process.umask(0o077);
  // Whoever read the output may be gone: that is no reason to end.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  process.exitCode = await run(program, process.argv.slice(2), process.env);
}

/** Resolves to the exit code when there is nothing to run, or undefined while it runs. */
async function run(program: Program, argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number | undefined> {
  const wanted = readArguments(argv, env);
  if (!wanted.ok) return complain([wanted.reason, `\`${program.command} --help\` lists the options.`], 2);
  if (wanted.value.help) return answer(helpOf(program));
  const found = findConfig({ path: wanted.value.config, env });
  if (!found.ok) return complain([found.reason], 2);
  const { path, candidates, hidden } = found.value;
  const loading = { env, check: (config: Config) => program.check?.(config) ?? [] };
  const loaded = loadConfig({ path, ...loading });
  if (!loaded.ok) return complain([`The configuration ${path ?? '(environment)'} is not valid:`, ...loaded.reason], 2);
  if (wanted.value.check) return answer(`The configuration is valid: ${path ?? withoutFile}\n`);
  return live(program, loaded.value, { ...loading, path, candidates, hidden, healthFile: wanted.value.healthFile });
}

interface LifeOptions extends LoadOptions, Pick<FoundConfig, 'candidates' | 'hidden'> {
  readonly healthFile: string | undefined;
}

/** Starts the program, and keeps it in step with its configuration until a signal comes. */
async function live(
  program: Program,
  initial: Config,
  { path, candidates, hidden, healthFile, ...loading }: LifeOptions,
): Promise<number | undefined> {
  let config = initial;
  const logger = createLogger(() => config.log_level);
  for (const reason of hidden) logger.warn(reason);
  const configuration = createConfigurationHealth(path, logger);
  const start = (wanted: Config) => program.start(wanted, { clock, logger, configuration: configuration.part });
  const starting = start(config);
  let stop = async () => {
    const started = await starting;
    if (started.ok) await started.value.stop();
  };
  const isStopping = stopOnSignal(() => stop());
  const started = await starting;
  if (!started.ok) return complain([started.reason], 1);
  if (isStopping()) return undefined;

  const running = createReloadable({
    running: started.value,
    config,
    start,
    foundations: program.foundations,
    logger,
  });
  const watch = watchConfig({
    ...loading,
    candidates,
    clock,
    current: config,
    onValid: configuration.valid,
    onChange(next) {
      config = next;
      void running.apply(next).then(configuration.applied);
    },
    onRefused: configuration.refused,
  });
  const parts = () => [configuration.part(), ...running.parts()];
  let removeHealthFile = async () => {};
  stop = async () => {
    watch.stop();
    await removeHealthFile();
    await running.stop();
  };
  const { settled } = started.value;
  if (settled) await within(clock, longestSettling, settled);
  if (isStopping()) return undefined;
  if (healthFile) removeHealthFile = startHealthFile({ path: healthFile, parts, clock, logger });
  process.stdout.write(startUpTable({ ...started.value, parts }));
  return undefined;
}

function complain(lines: readonly string[], code: number): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return code;
}

function answer(text: string): number {
  process.stdout.write(text);
  return 0;
}
