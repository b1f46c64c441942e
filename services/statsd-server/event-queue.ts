import type { Event } from '../shared/event.ts';

/** Events held until the next flush; further ones are dropped. */
export const maxEvents = 10_000;
/** Characters that they may have together: a line may be a megabyte, and ten thousand of them would be all of the memory. */
export const maxEventText = 16_000_000;

/** Events that wait for the flush. */
export interface EventQueue {
  push(event: Event): void;
  /** Those since the last call. */
  take(): Event[];
}

/** Holds nothing yet. `onDropped` is called for each event for which there is no room. */
export function createEventQueue(onDropped: () => void): EventQueue {
  let events: Event[] = [];
  let text = 0;
  return {
    push(event) {
      const more = textOf(event);
      if (events.length >= maxEvents || text + more > maxEventText) {
        onDropped();
        return;
      }
      events.push(event);
      text += more;
    },
    take() {
      const taken = events;
      events = [];
      text = 0;
      return taken;
    },
  };
}

function textOf({ title, text, tags }: Event): number {
  let length = title.length + text.length;
  for (const [name, value] of Object.entries(tags)) length += name.length + value.length;
  return length;
}
