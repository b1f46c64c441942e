/** What the name of a journal file says. */
export interface JournalFileName {
  /** `system` or `user-1000`: one file at a time has that name, and those that it was given up for follow each other. */
  readonly base: string;
  /** It was put aside, and is never written to again. */
  readonly archived: boolean;
}

/** `system.journal`, `user-1000.journal`; put aside `system@….journal`, and as damaged or not closed `system@….journal~`. */
const pattern = /^(system|user-\d{1,10})(@[\da-f-]{1,100})?\.journal(~?)$/;

/** What a file's name says; undefined for those that are not read. */
export function parseFileName(name: string): JournalFileName | undefined {
  const [, base, archive, dirty] = pattern.exec(name) ?? [];
  return base === undefined ? undefined : { base, archived: archive !== undefined || dirty !== '' };
}
