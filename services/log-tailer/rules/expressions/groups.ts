/** The texts of the named groups of a match; undefined for one that took no part in it. */
export type Groups = Readonly<Record<string, string | undefined>>;

/** Of a match without named groups: one object for all of them. */
export const noGroups: Groups = {};
