/**
 * A metric's name as statsd/statsd keeps it: white space becomes `_`, `/` becomes `-`, and what is not a letter, a digit
 * or one of `_-.;=` goes (statsd's stats.js, `sanitizeKeyName`). May come out empty.
 */
export function cleanName(name: string): string {
  return name
    .replace(/\s+/g, '_')
    .replace(/\//g, '-')
    .replace(/[^a-zA-Z_\-0-9.;=]/g, '');
}
