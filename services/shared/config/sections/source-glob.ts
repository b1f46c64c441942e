import { z } from 'zod';

/** Each of them may be any length, which all together multiply into the time that a name takes. */
const mostStars = 6;

const globError = `a glob of at most 1000 characters, with at most ${mostStars} asterisks`;

/** A glob for the paths of files and the names of containers. */
export const sourceGlob = z
  .string({ error: globError })
  .min(1, { error: globError })
  .max(1000, { error: globError })
  // Several in a row are one.
  .refine(glob => (glob.match(/\*+/g)?.length ?? 0) <= mostStars, { error: globError });
