import type { Config } from '../../shared/config/schema.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import type { Part } from '../../shared/part.ts';
import type { StartAt } from '../files/open-log-file.ts';
import type { LineLimits } from '../lines/line-sink.ts';
import type { OpenLogMetrics } from './counted-log.ts';
import { createFileFinder, type FoundFiles } from './find-files.ts';
import type { Follower, Followers } from './followers.ts';
import { hostFilesPart } from './host-files-part.ts';
import type { LogMetrics } from './log-metrics.ts';
import type { Slots } from './slots.ts';
import { sayUnfit } from './unfit.ts';

/** The log files of the host, as the globs of the configuration name them. */
export interface HostFiles {
  /** Looks which files there are, follows new ones and lets go of those that are not wanted any more. */
  scan(): void;
  reconfigure(logs: Config['logs']): void;
  /** Files followed. */
  count(): number;
  part(): Part;
  /** Files that can't be read, and why. */
  unfit(): ReadonlyMap<string, string>;
}

/** What it needs. */
export interface HostFilesOptions {
  readonly logs: Config['logs'];
  readonly followers: Pick<Followers, 'follow'>;
  readonly metrics: Pick<LogMetrics, 'open'>;
  readonly slots: Slots;
  readonly limits: LineLimits;
  /** For files that may have been there before anyone looked. */
  readonly startAt: StartAt;
  /** For files that were rotated before the path was seen; none that was there at the last scan is new. */
  readonly startRotatedAt: StartAt;
  readonly logger: Logger;
}

/** Follows nothing before the first scan. */
export function createHostFiles(options: HostFilesOptions): HostFiles {
  return new GlobbedFiles(options);
}

const nothing: FoundFiles = { paths: [], unreadable: [], cut: false };

class GlobbedFiles implements HostFiles {
  readonly #options: HostFilesOptions;
  #logs: Config['logs'];
  #find: () => FoundFiles;
  #followed = new Map<string, { follower: Follower; metrics: OpenLogMetrics }>();
  /** Paths that matched in the last scan: one that was not among them has appeared since. Undefined before the first. */
  #seen: ReadonlySet<string> | undefined;
  /** Files and directories that can't be read, and why: said once. */
  #unfit = new Map<string, string>();
  #cut = false;

  constructor(options: HostFilesOptions) {
    this.#options = options;
    this.#logs = options.logs;
    this.#find = finderOf(options.logs);
  }

  scan() {
    const found = this.#find();
    const unfit = new Map<string, string>();
    for (const { path, reason } of found.unreadable) unfit.set(path, reason);
    for (const path of found.paths) {
      const reason = this.#followed.has(path) ? undefined : this.#follow(path);
      if (reason) unfit.set(path, reason);
    }
    const paths = new Set(found.paths);
    for (const path of this.#seen ?? []) if (!paths.has(path) && !this.#followed.has(path)) this.#free(path);
    this.#seen = paths;
    this.#say(unfit, found.cut);
  }

  reconfigure(logs: Config['logs']) {
    const before = this.#logs;
    this.#logs = logs;
    if (
      JSON.stringify([before.enabled, before.files, before.exclude]) ===
      JSON.stringify([logs.enabled, logs.files, logs.exclude])
    )
      return;
    this.#find = finderOf(logs);
    const wanted = new Set(this.#find().paths);
    for (const [path, { follower }] of this.#followed) {
      if (wanted.has(path)) continue;
      follower.release();
      this.#forget(path);
    }
    this.#seen = undefined;
    this.scan();
  }

  count() {
    return this.#followed.size;
  }

  part(): Part {
    const { enabled } = this.#logs;
    return hostFilesPart({
      enabled,
      count: this.#followed.size,
      refused: this.#options.slots.refused,
      unfit: this.#unfit,
    });
  }

  unfit() {
    return this.#unfit;
  }

  /** Returns why the file can't be followed, where that is worth saying. */
  #follow(path: string): string | undefined {
    const { slots, followers, metrics, limits, startAt, startRotatedAt } = this.#options;
    if (!slots.take(slotOf(path))) return undefined;
    const appeared = this.#seen !== undefined && !this.#seen.has(path);
    let log: OpenLogMetrics | undefined;
    const open = () => {
      log ??= metrics.open(path, { file: path });
      return log;
    };
    const follower = followers.follow({
      source: `file:${path}`,
      path,
      sink: open,
      limits,
      startAt: appeared ? () => 'beginning' : startAt,
      startRotatedAt,
      onEnd: () => this.#forget(path),
    });
    if (follower.ok) {
      open().describe(() => ({ kind: 'file', ...follower.value.reading() }));
      this.#followed.set(path, { follower: follower.value, metrics: open() });
      return undefined;
    }
    this.#free(path);
    const { kind, reason } = follower.reason;
    return kind === 'followed' ? undefined : reason;
  }

  #forget(path: string) {
    this.#followed.get(path)?.metrics.close();
    this.#followed.delete(path);
    this.#free(path);
  }

  #free(path: string) {
    this.#options.slots.free(slotOf(path));
  }

  #say(unfit: Map<string, string>, cut: boolean) {
    const { logger } = this.#options;
    sayUnfit(unfit, this.#unfit, message => logger.info(message));
    if (cut && !this.#cut)
      logger.warn('logs.files name directories with too many entries: not all of them are looked at');
    this.#unfit = unfit;
    this.#cut = cut;
  }
}

const slotOf = (path: string) => `file:${path}`;

const finderOf = (logs: Config['logs']) => (logs.enabled ? createFileFinder(logs.files, logs.exclude) : () => nothing);
