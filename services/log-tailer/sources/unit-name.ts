import { cleanTagValue, otherValue } from '../tally/tag-values.ts';

/** What of a unit's name is different for each session, run or container. */
const changing: readonly (readonly [RegExp, string])[] = [
  [/^session-c?\d+\.scope$/, 'session.scope'],
  [/^run-.+\.(service|scope|timer|mount|socket)$/, 'run.$1'],
  [/^systemd-coredump@.+\.service$/, 'systemd-coredump@.service'],
  [/[-_]?[\da-f]{32,}/g, ''],
];

/**
 * The tag `unit`: the unit's name without what is different each time (`session-12.scope` → `session.scope`,
 * `docker-<id>.scope` → `docker.scope`), since a tag's values must not grow without end.
 */
export function unitTag(name: string): string {
  const tag = changing.reduce((text, [pattern, by]) => text.replace(pattern, by), name);
  return tag === '' ? otherValue : cleanTagValue(tag);
}
