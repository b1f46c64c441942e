import { z } from 'zod';

const fingerprint = z.strictObject({ bytes: z.int().min(0), hash: z.string() });

const file = z.strictObject({
  /** `file:` and a path, or `container:` and an id. */
  source: z.string(),
  /** Read to its end, and no longer written to: kept so that it isn't taken for a new file under another name. */
  done: z.boolean(),
  device: z.number(),
  inode: z.number(),
  offset: z.number().min(0),
  head: fingerprint,
  tail: fingerprint,
});

const partial = z.strictObject({ bytes: z.base64(), skipped: z.int().min(0) });

const container = z.strictObject({
  id: z.string(),
  /** Lines that had begun but not ended. */
  open: z.strictObject({ stdout: partial.exactOptional(), stderr: partial.exactOptional() }),
  /** From when on the engine is asked for what it logged while no record has come, epoch ms. */
  since: z.number().exactOptional(),
  /** The last record that came through the engine: its time as the engine writes it, and how many came with that time. */
  last: z.strictObject({ stamp: z.string(), count: z.int().min(1) }).exactOptional(),
});

/** `log-positions.json`: how far every log has been read. Oldest files first. */
export const positionsFile = z.strictObject({
  version: z.literal(1),
  /** Epoch milliseconds. */
  saved: z.number(),
  files: z.array(file),
  containers: z.array(container),
});

/** How far a file of a source was read. */
export type StoredFile = z.output<typeof file>;

/** What is kept of a container besides its files' positions. */
export type StoredContainer = z.output<typeof container>;
