import { resolve } from 'node:path';
import { compileRules } from '../log-tailer/rules/compile.ts';
import { findConfig } from '../shared/config/find.ts';
import { loadConfig } from '../shared/config/load.ts';
import type { Config } from '../shared/config/schema.ts';
import { watchConfig } from '../shared/config/watch.ts';
import { systemClock as clock, delay } from '../shared/lifecycle/clock.ts';
import { createLogger } from '../shared/logging/logger.ts';
import { help, readArguments } from './arguments.ts';
import { createReloadable } from './reload.ts';
import { checkStandalone, startStandalone } from './standalone.ts';
import { startUpTable } from './start-up-table.ts';

// What is kept is for its owner only, whatever the shell says: DuckDB makes its files by the mask alone.
process.umask(0o077);
// Whoever read the output may be gone: that is no reason to end.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
/** The start-up table does not wait longer for the store, milliseconds. */
const longestStoreWait = 1000;
process.exitCode = await main(process.argv.slice(2));

/** Runs until a signal comes; resolves to the exit code when there is nothing to run, or undefined while it runs. */
async function main(argv: readonly string[]): Promise<number | undefined> {
  const wanted = readArguments(argv, process.env);
  if (!wanted.ok) return complain([wanted.reason, '`npm start -- --help` lists the options.'], 2);
  if (wanted.value.help) {
    process.stdout.write(help);
    return 0;
  }
  const env = process.env;
  const found = findConfig({ path: wanted.value.config, env });
  if (!found.ok) return complain([found.reason], 2);
  const path = found.value;
  const check = (config: Config) => {
    const rules = compileRules(config.logs.rules);
    return rules.ok ? [] : rules.reason;
  };
  const loaded = loadConfig({ path, env, check });
  if (!loaded.ok) return complain([`The configuration ${path ?? '(environment)'} is not valid:`, ...loaded.reason], 2);
  if (wanted.value.check) {
    process.stdout.write(`The configuration is valid: ${path ?? 'no file, only defaults and the environment'}\n`);
    return 0;
  }

  let config = loaded.value;
  const logger = createLogger(() => config.log_level);
  const start = (wanted: Config) => startStandalone(wanted, { clock, logger });
  const starting = start(config);
  let stop = async () => {
    const started = await starting;
    if (started.ok) await started.value.stop();
  };
  stopOnSignal(() => stop());
  const started = await starting;
  if (!started.ok) return complain([started.reason], 1);

  const running = createReloadable({ running: started.value, config, start, check: checkStandalone, logger });
  const watch = watchConfig({
    path: path ?? resolve('tidegauge.yaml'),
    env,
    check,
    clock,
    current: config,
    onChange(next) {
      config = next;
      void running.apply(next);
    },
    onRefused: errors =>
      logger.error(`the changed configuration is refused, the old one goes on: ${errors.join('; ')}`),
  });
  stop = async () => {
    watch.stop();
    await running.stop();
  };
  const store = await Promise.race([started.value.storePart(), delay(clock, longestStoreWait)]);
  process.stdout.write(startUpTable([...started.value.parts(), ...(store ? [store] : [])], started.value.address()));
  return undefined;
}

function complain(lines: readonly string[], code: number): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return code;
}

/** npm hands a Ctrl-C on that came from the terminal already: a signal so soon after the first, in milliseconds, is its echo. */
const echo = 1000;

/** The first signal drains and ends with 0; a later one does not wait. */
function stopOnSignal(stop: () => Promise<void>): void {
  let since: number | undefined;
  const onSignal = () => {
    if (since !== undefined) {
      if (performance.now() - since > echo) process.exit(1);
      return;
    }
    since = performance.now();
    process.stderr.write('Stopping: handing on what is held …\n');
    stop().then(
      () => process.exit(0),
      error => {
        process.stderr.write(`Stopping failed: ${error instanceof Error ? error.stack : error}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
