import { existsSync, statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../lifecycle/clock.ts';
import { type LoadOptions, loadConfig } from './load.ts';
import type { Config } from './schema.ts';

/** What to watch, and whom to tell. */
export interface WatchOptions extends LoadOptions {
  /** A file that is not there is waited for. */
  readonly path: string;
  readonly clock: Clock;
  /** The configuration that runs now. */
  readonly current: Config;
  /** Gets each valid configuration that differs from the one before. */
  readonly onChange: (config: Config) => void;
  /** Gets the errors of each change that is refused; the configuration before it stays in force. */
  readonly onRefused: (errors: readonly string[]) => void;
}

const interval = 1000;

/**
 * Looks at the file once a second rather than asking the kernel for events, which bind mounts, network file systems and
 * files replaced by rename do not send reliably. A change counts once the file has stayed the same for a second, so
 * that one being written is not read in part.
 */
export function watchConfig(options: WatchOptions): { stop(): void } {
  const { path, clock, onChange, onRefused } = options;
  let { current } = options;
  let cancel = () => {};
  let seen = stateOf(path);
  let handled = existsSync(path) ? undefined : seen;

  function take(): void {
    const outcome = loadConfig(options);
    if (!outcome.ok) onRefused(outcome.reason);
    else if (!isDeepStrictEqual(outcome.value, current)) {
      current = outcome.value;
      onChange(current);
    }
  }

  function look(): void {
    const state = stateOf(path);
    const settled = state === seen;
    seen = state;
    cancel = clock.at(clock.now() + interval, look);
    if (!settled || state === handled) return;
    handled = state;
    take();
  }

  cancel = clock.at(clock.now() + interval, look);
  return { stop: () => cancel() };
}

/** A text that is another one after any change of the file. The change time shows also what keeps size and date. */
function stateOf(path: string): string {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`;
  } catch (error) {
    return String(error);
  }
}
