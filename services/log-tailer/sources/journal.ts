import { join } from 'node:path';
import type { Config } from '../../shared/config/schema.ts';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import { quote } from '../../shared/logging/quote.ts';
import { createSampler } from '../../shared/logging/sample.ts';
import type { Part } from '../../shared/part.ts';
import type { StartAt } from '../files/open-log-file.ts';
import type { Poller } from '../files/poller.ts';
import { createChain } from '../journal/chain.ts';
import { createJournalDirectory, type JournalDirectory } from '../journal/directory.ts';
import type { JournalEntry } from '../journal/entry.ts';
import { parseFileName } from '../journal/file-name.ts';
import { createJournalReading } from '../journal/journal-file.ts';
import { listDirectory } from '../journal/listing.ts';
import type { LineLimits } from '../lines/line-sink.ts';
import type { LogMetrics } from '../metrics/log-metrics.ts';
import type { Positions } from '../positions.ts';
import type { ContainerEntry } from './container-entries.ts';
import type { JournalMetrics } from './journal-metrics.ts';
import { journalPart } from './journal-part.ts';
import { createJournalUnits } from './journal-units.ts';
import { sayUnfit } from './unfit.ts';

/** The journal of systemd: the files of this host's directories. */
export interface Journal {
  reconfigure(logs: Config['logs']): void;
  /** Looks for new files, and tells what to go on from. */
  keep(): void;
  /** Files that are read. */
  count(): number;
  /** Entries written but not handed on. */
  behind(): number;
  part(): Part;
  /** Reads what there is until `deadline` (epoch ms). */
  stop(deadline: number): Promise<void>;
  /** Lets go of it; what follows is read in the next run. */
  release(): void;
}

/** What it needs. */
export interface JournalOptions {
  readonly logs: Config['logs'];
  readonly metrics: LogMetrics;
  readonly positions: Positions;
  readonly limits: LineLimits;
  /** For files that may have been there before anyone looked. */
  readonly startAt: StartAt;
  readonly counters: JournalMetrics;
  readonly poller: Poller;
  /** Whether the engine is asked for what this entry's container logs. */
  readonly isReadElsewhere: (entry: ContainerEntry) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Directories of the journal that are looked at: a host has one, and one for each namespace. */
const mostDirectories = 20;
/** A machine's id, and of a namespace's directory its name too. */
const machineDirectory = /^[\da-f]{32}(\.[\w@:-]+)?$/;

/** Begins with what is there. */
export function createJournal(options: JournalOptions): Journal {
  const { metrics, positions, limits, startAt, counters, poller, clock, logger } = options;
  const reading = createJournalReading();
  const units = createJournalUnits(metrics, limits, clock.now);
  const warn = createSampler(clock, message => logger.warn(message));
  const directories = new Map<string, JournalDirectory>();
  let roots = rootsOf(options.logs);
  let unfit = new Map<string, string>();

  const onEntry = (entry: JournalEntry) => {
    if (entry.containerId !== '' && options.isReadElsewhere(entry)) return;
    if (entry.unread) counters.unread[entry.unread].add();
    units.entry(entry);
  };
  const add = (path: string) => {
    const directory = createJournalDirectory({
      path,
      reading,
      startAt,
      now: clock.now,
      kept: positions.journal(path),
      createChain({ onDone, onEnded }) {
        const chain = createChain({
          mostOfMessage: () => limits.maxLine + 1,
          onEntry,
          onDone,
          onDamaged(entries) {
            counters.damaged.add(entries);
            warn(() => `${quote(path)}: ${entries} entries of the journal are damaged and left out`);
          },
          onTrouble: message => warn(() => `${quote(path)}: ${message}`),
        });
        poller.add(chain, { ended: onEnded });
        return chain;
      },
      dropChain: chain => poller.remove(chain),
      onMissed(files, reason) {
        counters.missed.add(files);
        logger.warn(`journal: ${reason} (${files})`);
      },
    });
    directories.set(path, directory);
  };
  const scan = () => {
    const found = findDirectories(roots);
    for (const path of found.paths.slice(0, mostDirectories)) if (!directories.has(path)) add(path);
    const seen = new Map(found.unfit);
    for (const [path, directory] of directories) {
      directory.scan();
      for (const [file, reason] of directory.unfit) seen.set(file, reason);
      if (directory.count() > 0 || found.paths.includes(path)) continue;
      positions.keepJournal(directory.keep());
      directories.delete(path);
    }
    sayUnfit(seen, unfit, message => logger.warn(message));
    unfit = seen;
  };
  const count = () => [...directories.values()].reduce((sum, directory) => sum + directory.count(), 0);
  const closeAll = () => {
    for (const directory of directories.values()) directory.close();
    directories.clear();
  };
  const keep = () => {
    scan();
    units.tidy(clock.now());
    for (const directory of directories.values()) positions.keepJournal(directory.keep());
  };
  scan();

  return {
    reconfigure(logs) {
      const wanted = rootsOf(logs);
      if (JSON.stringify(wanted) === JSON.stringify(roots)) return;
      keep();
      closeAll();
      roots = wanted;
      scan();
    },
    keep,
    count,
    behind: () => [...directories.values()].reduce((sum, directory) => sum + directory.unread(), 0),
    part: () => journalPart({ count: count(), unfit, unwanted: unwantedBecause(roots) }),
    stop: deadline => poller.stop(deadline),
    release() {
      units.close();
      closeAll();
    },
  };
}

type Roots = { readonly enabled: boolean; readonly paths: readonly string[] };

const rootsOf = ({ enabled, journal }: Config['logs']): Roots => ({ enabled, paths: enabled ? journal : [] });

function unwantedBecause({ enabled, paths }: Roots): string | undefined {
  if (!enabled) return 'logs.enabled is false';
  return paths.length === 0 ? 'logs.journal is empty' : undefined;
}

/** The directories below the roots that belong to a machine, and the roots themselves where journal files lie in them. */
function findDirectories({ paths: roots }: Roots) {
  const paths = new Set<string>();
  const unfit = new Map<string, string>();
  for (const root of roots) {
    const names = listDirectory(root);
    if (!names.ok) {
      if (names.reason !== 'ENOENT') unfit.set(root, names.reason);
      continue;
    }
    if (names.value.some(name => parseFileName(name))) paths.add(root);
    for (const name of names.value) if (machineDirectory.test(name)) paths.add(join(root, name));
  }
  return { paths: [...paths], unfit };
}
