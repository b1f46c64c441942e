/** The texts of the named groups that took part in a match. */
export type Groups = Readonly<Record<string, string | undefined>>;
