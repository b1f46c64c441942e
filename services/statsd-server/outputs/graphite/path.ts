import { cleanName as statsdName } from '../../../shared/clean-name.ts';
import type { Tags } from '../../../shared/metric.ts';

/** What statsd's own cleaning of names (`names: clean`) would change; besides, Graphite's own signs for patterns go. */
const unclean = /[^a-zA-Z0-9_.-]/;

/** A name as statsd cleans it: white space becomes `_`, `/` becomes `-`, and all but letters, digits, `_`, `-` and `.` goes. */
export function cleanName(name: string): string {
  if (!unclean.test(name)) return name;
  return statsdName(name).replace(/[;=]/g, '');
}

/**
 * Tags as Graphite 1.1 has them, `;host=a;env=prod`, without `metric_type`, which the path says. A name must not have any of
 * `;!^=`, nor be `name`, as the path itself is called; a value must not have `;`, begin with `~`, or be empty; and neither
 * white space, since the protocol separates by it (docs "Graphite Tag Support", carbon's `TaggedSeries`).
 */
export function tagSuffix(tags: Tags): string {
  let suffix = '';
  for (const name in tags) {
    const value = tags[name]!;
    if (name === 'metric_type' || value === '') continue;
    suffix += `;${tagName(name)}=${tagValue(value)}`;
  }
  return suffix;
}

function tagName(name: string): string {
  const clean = name.replace(/[;!^=\s\p{Cc}]/gu, '_');
  return clean === 'name' || clean === '' ? `_${clean}` : clean;
}

function tagValue(value: string): string {
  // At the end of a line `"}` would make carbon read it as another format.
  const clean = value.replace(/[;\s\p{Cc}]/gu, '_').replace(/"}$/, '"_');
  return clean.startsWith('~') ? `_${clean.slice(1)}` : clean;
}
