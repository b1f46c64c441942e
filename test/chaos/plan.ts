import { seededRandom } from '../support/seeded-random.ts';
import type { Target } from './variants.ts';

/** How a log file is rotated; each is explained in writers/rotations.ts. */
export const fileModes = [
  'steady',
  'rename',
  'rename-late',
  'copytruncate-smaller',
  'copytruncate-same',
  'copytruncate-larger',
  'recreate',
  'compress',
] as const;

/** One of {@link fileModes}. */
export type FileMode = (typeof fileModes)[number];

/** What a container does: `chatty` and `gzip` write all the time, the latter with compressed rotations; `short` ones are over at once. */
export type ContainerMode = 'chatty' | 'gzip' | 'short';

/** What one source writes. */
export interface SourcePlan<Mode extends FileMode | ContainerMode = FileMode | ContainerMode> {
  /** Unique; stands in each of its lines. */
  readonly name: string;
  readonly mode: Mode;
  /** A file writer may write some more, to end a rotation. */
  readonly lines: number;
  /** Lines are counted by blocks of so many too, which tells where one is missing. */
  readonly blockLines: number;
  /** When it begins, milliseconds after the others. */
  readonly startsAt: number;
  /** For how long it writes, milliseconds. */
  readonly duration: number;
  readonly seed: number;
}

/** One kill. */
export interface KillPlan {
  /** Milliseconds after the writers began. */
  readonly at: number;
  /** The moment of the wall clock's second, milliseconds, that is waited for then. */
  readonly moment: number;
  readonly target: Target;
  /** Until it is started again, milliseconds. */
  readonly down: number;
}

/** What happens when. */
export interface ChaosPlan {
  readonly files: readonly SourcePlan<FileMode>[];
  readonly containers: readonly SourcePlan<ContainerMode>[];
  readonly kills: readonly KillPlan[];
}

/** What a plan is made of. */
export interface PlanOptions {
  readonly seed: number;
  readonly lines: number;
  readonly seconds: number;
  readonly kills: number;
  /** Of these, the engine is left out where no container writes. */
  readonly targets: readonly Target[];
  readonly containers: boolean;
  readonly only?: readonly string[] | undefined;
}

/** So that the series of a source stay well below the bound of 100 values of a tag. */
const blocks = 40;
const shortLines = 300;
const shortContainers = 4;
/** A killed process stays away for this long at most, milliseconds: what is kept of rotated logs lasts much longer. */
const longestDown = 2500;

const containerModes: readonly ContainerMode[] = ['chatty', 'gzip'];
const shortNames = Array.from({ length: shortContainers }, (_, index) => `short-${index + 1}`);

/** Names of all sources that a plan can have. */
export function sourceNames(containers: boolean): readonly string[] {
  return [...fileModes, ...(containers ? [...containerModes, ...shortNames] : [])];
}

/**
 * Where in a second most is under way, milliseconds from its beginning, each a third of the kills: anywhere; from the report of the
 * tailer, a quarter of a second before the server's flush, until that is stored; and while that report is handed on.
 */
const momentsOfSecond = [
  { from: 0, length: 1000 },
  { from: 740, length: 400 },
  { from: 745, length: 40 },
] as const;

/** The same seed and options make the same plan. */
export function createPlan({ seed, lines, seconds, kills, targets, containers, only }: PlanOptions): ChaosPlan {
  const random = seededRandom(seed);
  const whole = (below: number) => Math.floor(random() * below);
  const duration = seconds * 1000;
  const chatty = containers ? containerModes : [];
  const isWanted = (name: string) => only?.includes(name) ?? true;
  const wanted = [...fileModes, ...chatty].filter(isWanted).length;
  const each = Math.ceil(lines / Math.max(1, wanted));
  const source = <Mode extends FileMode | ContainerMode>(mode: Mode): SourcePlan<Mode> => ({
    name: mode,
    mode,
    lines: each,
    blockLines: Math.ceil(each / blocks),
    startsAt: 0,
    duration,
    seed: whole(2 ** 30),
  });
  const short = (containers ? shortNames : []).map(name => ({
    ...source('short'),
    name,
    lines: shortLines,
    blockLines: shortLines,
    startsAt: whole(duration),
    duration: 0,
  }));
  const files = fileModes.map(source).filter(({ name }) => isWanted(name));
  const inContainers = [...chatty.map(source), ...short].filter(({ name }) => isWanted(name));
  const killed = targets.filter(target => target !== 'engine' || inContainers.length > 0);
  return {
    files,
    containers: inContainers,
    kills: Array.from({ length: kills }, () => {
      const { from, length } = momentsOfSecond[whole(momentsOfSecond.length)]!;
      return {
        at: whole(duration),
        moment: (from + whole(length)) % 1000,
        target: killed[whole(killed.length)]!,
        down: whole(longestDown),
      };
    }).sort((a, b) => a.at - b.at),
  };
}
