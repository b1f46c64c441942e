import { z } from 'zod';
import { journalState } from './journal/state.ts';
import { sourceState } from './metrics/source-state.ts';

const fingerprint = z.strictObject({ bytes: z.int().min(0), hash: z.string() });

const partial = z.strictObject({ bytes: z.base64(), skipped: z.int().min(0) });

const file = z.strictObject({
  /** `file:` and a path, or `container:` and an id. */
  source: z.string(),
  /** Read to its end, and no longer written to: kept so that it isn't taken for a new file under another name. */
  done: z.boolean(),
  /** Another file has got its inode since: it is known by what it held, such as to tell what was compressed of it. */
  replaced: z.literal(true).exactOptional(),
  device: z.number(),
  inode: z.number(),
  offset: z.number().min(0),
  head: fingerprint,
  tail: fingerprint,
  /** Its last write, where it was empty. */
  emptySince: z.number().exactOptional(),
  /** How its first line began, elsewhere. */
  begun: partial.exactOptional(),
  /** Its last line ends in the next file of its source. */
  copied: z.boolean().exactOptional(),
});

const container = z.strictObject({
  id: z.string(),
  /** Lines that had begun but not ended. */
  open: z.strictObject({ stdout: partial.exactOptional(), stderr: partial.exactOptional() }),
  /** From when on the engine is asked for what it logged while no record has come, epoch ms. */
  since: z.number().exactOptional(),
  /** The last record that came through the engine: its time as the engine writes it, and how many came with that time. */
  last: z.strictObject({ stamp: z.string(), count: z.int().min(1) }).exactOptional(),
});

const source = z.strictObject({ name: z.string(), state: sourceState });

/**
 * Up to when (epoch ms) all logs of a kind that there were had been seen, or were not wanted: one that came to be later,
 * and is not known, is new. `engine`: when a Docker engine answered last.
 */
const seen = z.strictObject({
  files: z.number().exactOptional(),
  containers: z.number().exactOptional(),
  engine: z.number().exactOptional(),
});

/** How far logs have been read, all of them or those that changed: what a batch keeps besides its lines. Oldest files first. */
export const keptPositions = z.strictObject({
  files: z.array(file).default([]),
  containers: z.array(container).default([]),
  journals: z.array(journalState).default([]),
  sources: z.array(source).default([]),
  seen: seen.default({}),
});

/** See {@link keptPositions}. */
export type KeptPositions = z.output<typeof keptPositions>;

/** See {@link KeptPositions}, `seen`. */
export type SeenKind = keyof z.output<typeof seen>;

/** All of them. */
export const seenKinds = seen.keyof().options;

/** How far a file of a source was read. */
export type StoredFile = z.output<typeof file>;

/** What is kept of a container besides its files' positions. */
export type StoredContainer = z.output<typeof container>;
