import { statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../lifecycle/clock.ts';
import { type LoadOptions, loadConfig } from './load.ts';
import type { Config } from './schema.ts';

/** What to watch, and whom to tell. */
export interface WatchOptions extends LoadOptions {
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
  if (path === undefined) return { stop() {} };
  let cancel = () => {};
  let handled: string | undefined;
  let seen = stateOf(path);

  function take(): void {
    const outcome = loadConfig(options);
    if (!outcome.ok) onRefused(outcome.reason);
    else if (!isDeepStrictEqual(outcome.value, current)) {
      current = outcome.value;
      onChange(current);
    }
  }

  function look(file: string): void {
    const state = stateOf(file);
    const settled = state === seen;
    seen = state;
    cancel = clock.at(clock.now() + interval, () => look(file));
    if (!settled || state === handled) return;
    handled = state;
    take();
  }

  cancel = clock.at(clock.now() + interval, () => look(path));
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
