import { resolve } from 'node:path';
import { compileRules } from '../log-tailer/rules/compile.ts';
import { findConfig } from '../shared/config/find.ts';
import { loadConfig } from '../shared/config/load.ts';
import type { Config } from '../shared/config/schema.ts';
import { watchConfig } from '../shared/config/watch.ts';
import { systemClock as clock } from '../shared/lifecycle/clock.ts';
import { createLogger } from '../shared/logging/logger.ts';
import { help, readArguments } from './arguments.ts';
import { createReloadable } from './reload.ts';
import { startStandalone } from './standalone.ts';
import { startUpTable } from './start-up-table.ts';

// What is kept is for its owner only, whatever the shell says: DuckDB makes its files by the mask alone.
process.umask(0o077);
process.exitCode = await main(process.argv.slice(2));

/** Runs until a signal comes; resolves to the exit code when there is nothing to run, or undefined while it runs. */
async function main(argv: readonly string[]): Promise<number | undefined> {
  const wanted = readArguments(argv);
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

  const start = (config: Config) => startStandalone(config, { clock, logger: createLogger(config.log_level) });
  const config = loaded.value;
  const logger = createLogger(config.log_level);
  const started = await start(config);
  if (!started.ok) return complain([started.reason], 1);
  const running = createReloadable(started.value, config, start, logger);
  const watch = watchConfig({
    path: path ?? resolve('tidegauge.yaml'),
    env,
    check,
    clock,
    current: config,
    onChange: next => void running.apply(next),
    onRefused: errors =>
      logger.error(`the changed configuration is refused, the old one goes on: ${errors.join('; ')}`),
  });
  stopOnSignal(async () => {
    watch.stop();
    await running.stop();
  });
  const parts = [...running.current().parts(), await running.current().storePart()];
  process.stdout.write(startUpTable(parts, addressOf(config)));
  return undefined;
}

function complain(lines: readonly string[], code: number): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return code;
}

function addressOf({ web }: Config): string | undefined {
  if (!web.enabled) return undefined;
  const name = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(web.host) ? 'localhost' : web.host;
  return `http://${name}:${web.port}`;
}

/** The first signal drains and ends with 0; a second one does not wait. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) process.exit(1);
    stopping = true;
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
