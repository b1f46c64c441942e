import { cleanName } from '../../shared/clean-name.ts';
import type { Named } from '../rules/rule.ts';
import { takeTagsOut } from './name-tags.ts';
import { plainText } from './plain-text.ts';
import { addDogStatsdTags, type GrowingTags } from './tags.ts';

/** How names are kept: the key `statsd.names`. */
export interface NamedOptions {
  readonly names: 'clean' | 'keep';
}

/**
 * What the bytes of a name and of a DogStatsD section (without `|#`; may be empty) stand for. Tags may stand in the name,
 * in the section or in both; of two of one name the section's wins, else the last. The metric is empty when nothing of
 * its name is left: a bad line. Asked once for each way to write a series, so it may allocate.
 */
export function nameAndTags(rawName: string, tagsSection: string, { names }: NamedOptions): Named {
  const tags: GrowingTags = {};
  const name = takeTagsOut(rawName, tags);
  if (tagsSection !== '') addDogStatsdTags(tags, tagsSection);
  return { metric: names === 'clean' ? cleanName(name) : plainText(name), tags };
}
