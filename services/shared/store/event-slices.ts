import type { Event } from '../event.ts';

/** Events that are written together at most: a write is to take a fraction of a second, as nothing can end it. */
const mostEvents = 500;
/** Characters of their titles and texts: the embedded store needs a few times that of its memory for a write. */
const mostCharacters = 4_000_000;

/** Cuts events, in their order, into slices small enough to be written at once. */
export function sliceEvents(events: readonly Event[]): Event[][] {
  const slices: Event[][] = [];
  let slice: Event[] = [];
  let characters = 0;
  for (const event of events) {
    const more = event.title.length + event.text.length;
    if (slice.length === 0 || slice.length === mostEvents || characters + more > mostCharacters) {
      slice = [];
      slices.push(slice);
      characters = 0;
    }
    slice.push(event);
    characters += more;
  }
  return slices;
}
