import type { Clock } from '../shared/lifecycle/clock.ts';
import type { StartAt } from './files/open-log-file.ts';
import type { SeenKind } from './kept-positions.ts';
import type { Positions } from './positions.ts';

/** Where logs are begun of which no position is known. */
export interface StartPolicy {
  readonly files: StartAt;
  readonly containers: StartAt;
  /** Of files that were rotated before their log was seen: whether they belong to it too. */
  readonly rotated: StartAt;
}

/** The engine tells of a container so long after it was made at the latest, milliseconds. */
const engineLag = 15_000;
/** Times of files are those of the kernel's last tick: so much behind the clock, milliseconds. */
const fileLag = 10;
/** A log that is rotated before anyone has seen it may have no file at its path for so long, milliseconds, and again be unseen. */
const longestAway = 60_000;

/**
 * A log that came to be while nobody looked is new, and begun at its beginning; one that was there before and yet isn't
 * known was not wanted then: `startAt` says where to begin. To be made before anything is seen in this run.
 */
export function createStartPolicy(
  positions: Pick<Positions, 'savedAt' | 'seen' | 'keepSeen'>,
  clock: Pick<Clock, 'now'>,
  startAt: () => 'beginning' | 'end',
): StartPolicy {
  const begun = clock.now();
  const after = (kind: SeenKind, lag: number): StartAt => {
    const before = positions.seen(kind) ?? positions.savedAt;
    const known = before === undefined ? begun : before - lag;
    return born => (born >= known ? 'beginning' : startAt());
  };
  const oldest = positions.savedAt === undefined ? begun - fileLag : 0;
  const policy: StartPolicy = {
    files: after('files', fileLag),
    containers: after('containers', engineLag),
    rotated: born => (born >= Math.max(oldest, (positions.seen('files') ?? begun) - longestAway) ? 'beginning' : 'end'),
  };
  // What there was before that is not new, whenever it is seen; what comes from now on is, also for the run after a kill.
  for (const kind of ['files', 'containers'] as const)
    if (positions.seen(kind) === undefined) positions.keepSeen(kind, positions.savedAt ?? begun);
  return policy;
}
