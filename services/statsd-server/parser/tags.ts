import type { Tags } from '../../shared/metric.ts';

/** DogStatsD tags, `env:prod,svc:web,flag`: a tag without a value is `true`, the last of a name wins, an empty one is left out. */
export function parseTags(text: string): Tags {
  const tags: Record<string, string> = Object.create(null);
  for (const tag of text.split(',')) {
    const colon = tag.indexOf(':');
    const name = clean(colon < 0 ? tag : tag.slice(0, colon));
    if (name !== '') tags[name] = (colon < 0 ? '' : clean(tag.slice(colon + 1))) || 'true';
  }
  return { ...tags };
}

/** Control characters would break the line protocols that tags travel on in. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f]/g, '_').trim();
}
