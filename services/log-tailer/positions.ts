import type { Recovered } from '../shared/delivery/spool-records.ts';
import type { StateTeller } from '../shared/delivery/spooled-link.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import type { Logger } from '../shared/logging/logger.ts';
import { parseJson } from '../shared/parse-json.ts';
import { type FilePosition, type Identity, identityKey } from './files/position.ts';
import type { JournalState } from './journal/state.ts';
import { createKeptMap } from './kept-map.ts';
import {
  type KeptPositions,
  keptPositions,
  type SeenKind,
  type StoredContainer,
  type StoredFile,
  seenKinds,
} from './kept-positions.ts';
import type { SourceState } from './metrics/source-state.ts';

/** How far every log has been read, over restarts: the state that batches keep. */
export interface Positions extends StateTeller {
  /** When the last run ended, or up to a minute before where it was killed, epoch ms; undefined at the first start of all. */
  readonly savedAt: number | undefined;
  /** Of any file, whatever source read it. */
  file(file: Identity): FilePosition | undefined;
  /** Files of a source that it had not done with, oldest first. */
  filesOf(source: string): readonly FilePosition[];
  /** All files of a source that are known, done with or not. */
  knownOf(source: string): readonly FilePosition[];
  keepFile(source: string, position: FilePosition, done: boolean): void;
  container(id: string): StoredContainer | undefined;
  keepContainer(state: StoredContainer): void;
  /** Of a directory of the journal. */
  journal(directory: string): JournalState | undefined;
  keepJournal(state: JournalState): void;
  /** Up to when all logs of a kind that there were had been seen, epoch ms; see kept-positions.ts. */
  seen(kind: SeenKind): number | undefined;
  keepSeen(kind: SeenKind, time: number): void;
  /** What the lines of a source, so far, mean for those that come. */
  source(name: string): SourceState | undefined;
  keepSource(name: string, state: SourceState): void;
}

/** What positions are made of. */
export interface PositionsOptions {
  /** What the last run left. */
  readonly recovered: Pick<Recovered, 'whole' | 'changes' | 'at'> | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The positions that the last run left, if there was one. */
export function createPositions({ recovered, clock, logger }: PositionsOptions): Positions {
  const { now } = clock;
  const files = createKeptMap<StoredFile>({ now, same: isSamePlace, groupOf: ({ source }) => source });
  const containers = createKeptMap<StoredContainer>({ now });
  const journals = createKeptMap<JournalState>({ now });
  const sources = createKeptMap<KeptPositions['sources'][number]>({ now });
  const all = [files, containers, journals, sources];
  let seen: KeptPositions['seen'] = {};

  /** What a file is known by when another has got its inode, which is free as soon as a rotated one was compressed. */
  const replacedKey = ({ head, ...file }: Pick<StoredFile, 'device' | 'inode' | 'head'>) =>
    `${identityKey(file)} ${head.hash}`;
  const keepReplaced = (entry: StoredFile) => {
    const [key, to] = [identityKey(entry), replacedKey(entry)];
    // Where it was in the order: that is the age.
    if (files.get(key)?.head.hash === entry.head.hash && files.get(to) === undefined) files.rename(key, to);
    files.keep(to, { ...entry, replaced: true });
  };

  const positions: Positions = {
    savedAt: recovered?.at,
    file: file => files.get(identityKey(file)),
    filesOf: source => files.inGroup(source).filter(entry => !entry.done),
    knownOf: files.inGroup,
    keepFile(source, { device, inode, offset, head, tail, emptySince, begun, copied }, done) {
      const key = identityKey({ device, inode });
      // It was not done with when another source's file got its inode: what was left of it has been found elsewhere.
      const replaced = done ? files.get(replacedKey({ device, inode, head })) : undefined;
      if (replaced?.source === source) return keepReplaced({ ...replaced, done });
      const before = files.get(key);
      // A source knows itself what became of its own file: of another one's the rest is still to be looked for.
      if (before && isAnother(before, head)) keepReplaced({ ...before, done: before.done || before.source === source });
      const empty = emptySince === undefined ? {} : { emptySince };
      const more = { ...empty, ...(begun && { begun }), ...(copied && { copied }) };
      files.keep(key, { source, done, device, inode, offset, head, tail, ...more });
    },
    container: containers.get,
    keepContainer: state => containers.keep(state.id, state),
    journal: journals.get,
    seen: kind => seen[kind],
    keepSeen(kind, time) {
      seen = { ...seen, [kind]: time };
    },
    keepJournal: state => journals.keep(state.directory, state),
    source: name => sources.get(name)?.state,
    keepSource: (name, state) => sources.keep(name, { name, state }),
    changes() {
      const changed = {
        files: [...files.changed()],
        containers: [...containers.changed()],
        journals: [...journals.changed()],
        sources: [...sources.changed()],
      };
      // That time has gone by is no change: a file that was not kept since is new, however long ago it came to be.
      const isAny = Object.values(changed).some(({ length }) => length > 0);
      return isAny ? JSON.stringify({ ...changed, seen } satisfies KeptPositions) : undefined;
    },
    whole() {
      for (const map of all) map.tidy(clock.now());
      return JSON.stringify({
        files: files.all(),
        containers: containers.all(),
        journals: journals.all(),
        sources: sources.all(),
        seen,
      });
    },
  };

  for (const text of recovered ? [recovered.whole, ...recovered.changes] : []) {
    const kept = keptPositions.safeParse(parseJson(text));
    if (kept.success) {
      keepAll(positions, kept.data, keepReplaced);
    } else logger.warn(`positions in logs are damaged, logs.start_at applies to some: ${kept.error.message}`);
  }
  for (const map of all) map.changed();
  return positions;
}

/** Whether a file that begins so is not the one that the entry is of: of a short one the beginning grows. */
const isAnother = (entry: StoredFile, head: StoredFile['head']) =>
  entry.head.bytes > 0 && entry.head.bytes >= head.bytes && entry.head.hash !== head.hash;

/** Asked of every file, twice a second: what was read makes another fingerprint, or the same at another place. */
const isSamePlace = (a: StoredFile, b: StoredFile) =>
  a.offset === b.offset &&
  a.done === b.done &&
  a.source === b.source &&
  a.tail === b.tail &&
  a.head === b.head &&
  a.emptySince === b.emptySince &&
  a.begun === b.begun &&
  a.copied === b.copied;

function keepAll(
  positions: Positions,
  { files, containers, journals, sources, seen }: KeptPositions,
  keepReplaced: (entry: StoredFile) => void,
): void {
  for (const entry of files) {
    const { source, done, replaced, ...position } = entry;
    if (replaced) keepReplaced(entry);
    else positions.keepFile(source, position, done);
  }
  for (const container of containers) positions.keepContainer(container);
  for (const journal of journals) positions.keepJournal(journal);
  for (const { name, state } of sources) positions.keepSource(name, state);
  for (const kind of seenKinds) if (seen[kind] !== undefined) positions.keepSeen(kind, seen[kind]);
}
