import { plainText } from './plain-text.ts';

/** Tags that are being gathered. */
export type GrowingTags = Record<string, string>;

/** Adds one tag: without a value it is `true`, without a name it is left out, and the last of a name wins. */
export function addTag(tags: GrowingTags, name: string, value: string): void {
  const plainName = plainText(name).trim();
  if (plainName === '') return;
  const plainValue = plainText(value).trim() || 'true';
  if (plainName !== '__proto__') tags[plainName] = plainValue;
  else
    Object.defineProperty(tags, plainName, {
      value: plainValue,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

/** DogStatsD tags, `env:prod,svc:web,flag`, on top of those there are. */
export function addDogStatsdTags(tags: GrowingTags, section: string): void {
  for (const tag of section.split(',')) {
    const colon = tag.indexOf(':');
    if (colon < 0) addTag(tags, tag, '');
    else addTag(tags, tag.slice(0, colon), tag.slice(colon + 1));
  }
}
