import type { Event } from '../../shared/event.ts';
import { createEventFields, eventText, eventTitle } from './event-fields.ts';

/** By the number that says it. */
const states = new Map([
  ['0', 'ok'],
  ['1', 'warning'],
  ['2', 'critical'],
  ['3', 'unknown'],
]);
const messageMark = 'm:';

/**
 * A DogStatsD service check, `_sc|name|0|d:1700000000|h:host|#tags|m:message`, as an event of that title; undefined when
 * it is not one, or says what is not understood. Without a date it was `now` (epoch milliseconds). The state becomes the
 * tag `level`, the name the tag `check`, which no other event has.
 * https://docs.datadoghq.com/developers/dogstatsd/datagram_shell/?tab=servicechecks
 */
export function parseServiceCheck(line: Buffer, now: number): Event | undefined {
  const [, name = '', state = '', ...sections] = line.toString('utf8').split('|');
  const title = eventTitle(name);
  const level = states.get(state);
  if (title === '' || level === undefined) return undefined;

  const fields = createEventFields();
  const message = takeMessage(sections, fields.take);
  if (!sections.every(fields.take)) return undefined;
  return { time: fields.time ?? now, title, text: message, tags: fields.tags({ level, check: title }) };
}

/**
 * Removes the message from the sections. It goes to the line's end, pipes included, less the fields that some clients
 * put behind it. A `m:` within it is sent as `m\:`.
 */
function takeMessage(sections: string[], takeField: (field: string) => boolean): string {
  const start = sections.findIndex(section => section.startsWith(messageMark));
  if (start < 0) return '';
  const parts = sections.splice(start);
  while (parts.length > 1 && takeField(parts.at(-1)!)) parts.pop();
  return eventText(parts.join('|').slice(messageMark.length).replaceAll('m\\:', 'm:'));
}
