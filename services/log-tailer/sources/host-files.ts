import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Config } from '../../shared/config/schema.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import type { Part } from '../../shared/part.ts';
import type { StartAt } from '../files/open-log-file.ts';
import type { LineLimits } from '../lines/line-sink.ts';
import type { OpenLogMetrics } from '../metrics/counted-log.ts';
import type { LogMetrics } from '../metrics/log-metrics.ts';
import { createFileFinder, type FoundFiles } from './find-files.ts';
import type { Follower, Followers } from './followers.ts';
import { hostFilesPart } from './host-files-part.ts';
import type { Slots } from './slots.ts';
import { sayUnfit } from './unfit.ts';

/** The log files of the host, as the globs of the configuration name them. */
export interface HostFiles {
  /**
   * Looks which files there are, and follows new ones, many of them turn by turn. Whether it has been through all that there
   * were when it began: not where the configuration changed meanwhile.
   */
  scan(): Promise<boolean>;
  /** Lets go of files that are not wanted any more, and scans. */
  reconfigure(logs: Config['logs']): Promise<void>;
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
  /** Milliseconds since any time, never set back. */
  readonly elapsed?: () => number;
}

/** Follows nothing before the first scan. */
export function createHostFiles(options: HostFilesOptions): HostFiles {
  return new GlobbedFiles(options);
}

const nothing: FoundFiles = { paths: [], unreadable: [], cut: false };

/** When files have been opened for so long, milliseconds, everything else in the process gets its turn. */
const longestTurn = 20;

/** What one look at all files found. */
interface Pass {
  readonly found: FoundFiles;
  /** Files and directories that can't be read, and why. */
  readonly unfit: Map<string, string>;
  /** There was so much to open that others had their turns in between. */
  readonly wasLong: boolean;
}

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
  /** Paths for which there was no slot. */
  readonly #refused = new Set<string>();
  readonly #elapsed: () => number;
  /** The scan under way, behind which the next one waits. */
  #scanning: Promise<boolean> | undefined;

  constructor(options: HostFilesOptions) {
    this.#options = options;
    this.#elapsed = options.elapsed ?? (() => performance.now());
    this.#logs = options.logs;
    this.#find = finderOf(options.logs);
  }

  scan() {
    const scan = this.#scanning ? this.#scanning.then(() => this.#scan()) : this.#scan();
    this.#scanning = scan;
    void scan.then(() => {
      if (this.#scanning === scan) this.#scanning = undefined;
    });
    return scan;
  }

  async reconfigure(logs: Config['logs']) {
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
    this.#forgetRefused(wanted);
    this.#seen = undefined;
    await this.scan();
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

  async #scan(): Promise<boolean> {
    const find = this.#find;
    let pass = await this.#pass();
    // A file that was renamed between two turns, and so missed, is not to be taken for a new one by the next scan.
    if (pass?.wasLong) pass = await this.#pass();
    if (!pass || this.#find !== find) return false;
    const paths = new Set(pass.found.paths);
    this.#forgetRefused(paths);
    this.#seen = paths;
    this.#say(pass.unfit, pass.found.cut);
    return true;
  }

  /** Undefined where the configuration changed meanwhile: what was found may not be wanted any more. */
  async #pass(): Promise<Pass | undefined> {
    const find = this.#find;
    const found = find();
    const unfit = new Map<string, string>();
    for (const { path, reason } of found.unreadable) unfit.set(path, reason);
    let wasLong = false;
    let end = this.#elapsed() + longestTurn;
    for (const path of found.paths) {
      if (this.#followed.has(path)) continue;
      if (this.#elapsed() >= end) {
        await nextTurn();
        if (this.#find !== find) return undefined;
        wasLong = true;
        end = this.#elapsed() + longestTurn;
      }
      const reason = this.#follow(path);
      if (reason) unfit.set(path, reason);
    }
    return { found, unfit, wasLong };
  }

  /** Returns why the file can't be followed, where that is worth saying. */
  #follow(path: string): string | undefined {
    const { slots, followers, metrics, limits, startAt, startRotatedAt } = this.#options;
    if (!slots.take(slotOf(path))) {
      this.#refused.add(path);
      return undefined;
    }
    this.#refused.delete(path);
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

  /** But for those that are among `paths`. */
  #forgetRefused(paths: ReadonlySet<string>) {
    for (const path of this.#refused) {
      if (paths.has(path)) continue;
      this.#refused.delete(path);
      this.#free(path);
    }
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
