import type { Tags } from '../../shared/metric.ts';
import { plainText } from './plain-text.ts';
import { addDogStatsdTags, type GrowingTags } from './tags.ts';

/** What an event or a service check says behind its head. */
export interface EventFields {
  /** Takes one field, `h:web-1` for example; false when it is none that both kinds have, or its value is no good. */
  take(field: string): boolean;
  /** Epoch milliseconds, as the client said it. */
  readonly time: number | undefined;
  /** The client's tags, `host` as said by `h:`, and the given ones, which win. */
  tags(own: Tags): Tags;
}

const date = /^d:\d{1,11}$/;
/** Where it came from (DogStatsD v1.2, v1.5, v1.6): accepted, and not kept. */
const origin = /^(?:c|e|card):/;

/** The fields that events and service checks have in common: `d:` seconds, `h:` host, `#` tags, origin. */
export function createEventFields(): EventFields {
  let time: number | undefined;
  let host = '';
  const tags: GrowingTags = {};
  return {
    take(field) {
      if (field.startsWith('#')) addDogStatsdTags(tags, field.slice(1));
      else if (field.startsWith('h:')) host = plainText(field.slice(2)).trim();
      else if (date.test(field)) time = Number(field.slice(2)) * 1000;
      else return origin.test(field);
      return true;
    },
    get time() {
      return time;
    },
    tags: own => ({ ...tags, ...(host === '' ? {} : { host }), ...own }),
  };
}

/** Text as clients send it, `\n` for a line feed, with its line feeds and tabs but no other control characters. */
export function eventText(text: string): string {
  return text.replaceAll('\\n', '\n').replace(/(?![\n\t])\p{Cc}/gu, '_');
}

/** A title has one line. */
export function eventTitle(text: string): string {
  return plainText(text.replaceAll('\\n', ' ')).trim();
}
