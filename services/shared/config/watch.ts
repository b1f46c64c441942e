import { existsSync, statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../lifecycle/clock.ts';
import { failure } from '../outcome.ts';
import { type LoadOptions, loadConfig } from './load.ts';
import { ruleFiles, rulesDirectory } from './rule-files.ts';
import type { Config } from './schema.ts';

/** What to watch, and whom to tell. */
export interface WatchOptions extends Omit<LoadOptions, 'path'> {
  /** Where the file may be: the first that is there counts. While none is, one is waited for. */
  readonly candidates: readonly string[];
  readonly clock: Clock;
  /** The configuration that runs now. */
  readonly current: Config;
  /** Hears from which file each valid change was read, before {@link onChange}, and where it makes no difference too. */
  readonly onValid: (path: string | undefined) => void;
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
  const { candidates, clock, onValid, onChange, onRefused } = options;
  let { current } = options;
  let cancel = () => {};
  let path = candidates.find(existsSync);
  let rules = rulesDirectory(current, path);
  const stateOfFiles = () => candidates.map(stateOf).join('\n');
  const stateOfAll = () => `${stateOfFiles()}\n${stateOfRules(rules)}`;
  let seen = stateOfAll();
  let handled = path === undefined ? seen : undefined;
  let wasEmpty = isEmpty(path);

  function take(): void {
    // One that has gone is asked for all the same: that is refused, and does not count as a change to the defaults.
    path = candidates.find(existsSync) ?? path;
    const files = stateOfFiles();
    const onRules = (directory: string | undefined) => {
      // Of a change that is refused, too: it may be mended there.
      rules = directory;
      handled = `${files}\n${stateOfRules(rules)}`;
    };
    onRules(rules);
    // An editor that failed or a full disk leaves it so: nobody means to have everything back at its default like that.
    const emptied = !wasEmpty && isEmpty(path);
    const outcome = emptied
      ? failure([`${path} is empty now: write {} to have all defaults`])
      : loadConfig({ ...options, path, onRules });
    if (!outcome.ok) {
      onRefused(outcome.reason);
      return;
    }
    wasEmpty = isEmpty(path);
    onValid(path);
    if (isDeepStrictEqual(outcome.value, current)) return;
    current = outcome.value;
    onChange(current);
  }

  function look(): void {
    const state = stateOfAll();
    const settled = state === seen;
    seen = state;
    cancel = clock.at(clock.now() + interval, look);
    if (!settled || state === handled) return;
    take();
  }

  cancel = clock.at(clock.now() + interval, look);
  return { stop: () => cancel() };
}

function isEmpty(path: string | undefined): boolean {
  try {
    return path !== undefined && statSync(path).size === 0;
  } catch {
    return false; // what can't be read is refused as such
  }
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

/** The same of a directory of rules. */
function stateOfRules(directory: string | undefined): string {
  const files = directory === undefined ? undefined : ruleFiles(directory);
  if (!files?.ok) return String(files?.reason.code);
  return files.value.map(path => `${path} ${stateOf(path)}`).join('\n');
}
