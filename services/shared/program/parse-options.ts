import { type ParseArgsConfig, parseArgs } from 'node:util';
import { failure, messageOf, type Outcome, success } from '../outcome.ts';

/** Reads a command line, less node and the script, as `parseArgs` of Node does; fails with what is wrong with it. */
export function parseOptions<Config extends ParseArgsConfig>(
  argv: readonly string[],
  config: Config,
): Outcome<ReturnType<typeof parseArgs<Config>>> {
  try {
    return success(parseArgs({ ...config, args: [...argv] }) as ReturnType<typeof parseArgs<Config>>);
  } catch (error) {
    return failure(messageOf(error));
  }
}
