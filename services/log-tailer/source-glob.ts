import picomatch from 'picomatch';

/** An escape, or a character that picomatch hands on to the regular expression that it makes of a glob. */
const ofExpressions = /\\.|[()+|]/gs;

/**
 * Whether the path of a file or the name of a container matches a glob: `*`, `**`, `?`, `[…]` and `{…,…}`. A glob
 * becomes a regular expression that goes back and tries again, but only `*` can make it do so: they are few
 * (`services/shared/config/sections/source-glob.ts`), and whatever else repeats is taken as it is written.
 */
export function compileSource(glob: string): (name: string) => boolean {
  const plain = glob.replace(ofExpressions, text => (text.startsWith('\\') ? text : `\\${text}`));
  const matches = picomatch(plain, { dot: true, noextglob: true });
  return name => matches(name);
}
