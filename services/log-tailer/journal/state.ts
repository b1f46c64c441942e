import { z } from 'zod';

/** Files of a directory that are kept track of at most: those of users, and archived ones not read to their end. */
export const mostFiles = 200;

/** How far a directory of journal files was read, as it is kept over restarts. */
export const journalState = z.strictObject({
  /** Its path. */
  directory: z.string(),
  /** When it was listed last, epoch ms. */
  scanned: z.number(),
  /** Of each series of sequence numbers the last one read, by the series' id: a file that begins behind it is new. */
  seqnums: z.record(z.string(), z.number()),
  /** The files that are open: the index of the entry that comes next, by the file's id. */
  files: z.record(z.string(), z.number()),
});

/** See {@link journalState}. */
export type JournalState = z.output<typeof journalState>;
