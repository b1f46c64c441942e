import type { Event } from '../../shared/event.ts';
import { createEventFields, eventText, eventTitle } from './event-fields.ts';

const header = /^_e\{(\d{1,7}),(\d{1,7})\}:/;

const alertType = /^t:(error|warning|info|success)$/;
/** Accepted and not kept: priority, key to group by, type of the source. */
const notKept = /^(?:p:(?:normal|low)$|k:|s:)/;

/**
 * A DogStatsD event, `_e{5,4}:title|text|d:1700000000|h:host|p:low|t:error|k:key|s:source|#tags`; undefined when it is
 * not one, or says what is not understood. The lengths let title and text hold anything; they count bytes, or, as in
 * hot-shots and old clients for .NET, UTF-16 units. Without a date it happened `now` (epoch milliseconds). The alert type
 * becomes the tag `level`, the host `host`.
 * https://docs.datadoghq.com/developers/dogstatsd/datagram_shell/?tab=events
 */
export function parseEvent(line: Buffer, now: number): Event | undefined {
  const parts = partsOf(line.toString('latin1'))?.map(bytesAsText) ?? partsOf(line.toString('utf8'));
  if (!parts) return undefined;
  const [rawTitle = '', text = '', rest = ''] = parts;
  const title = eventTitle(rawTitle);
  if (title === '') return undefined;

  const fields = createEventFields();
  let level: string | undefined;
  for (const field of rest === '' ? [] : rest.slice(1).split('|')) {
    const alert = alertType.exec(field);
    if (alert) level = alert[1];
    else if (!notKept.test(field) && !fields.take(field)) return undefined;
  }
  return {
    time: fields.time ?? now,
    title,
    text: eventText(text),
    tags: fields.tags(level === undefined ? {} : { level }),
  };
}

/** Title, text, and the fields with the pipe before them, where the lengths fit; counted in the line's characters. */
function partsOf(line: string): string[] | undefined {
  const match = header.exec(line);
  if (!match) return undefined;
  const titleStart = match[0].length;
  const titleEnd = titleStart + Number(match[1]);
  const textEnd = titleEnd + 1 + Number(match[2]);
  if (line[titleEnd] !== '|' || textEnd > line.length || (textEnd < line.length && line[textEnd] !== '|'))
    return undefined;
  return [line.slice(titleStart, titleEnd), line.slice(titleEnd + 1, textEnd), line.slice(textEnd)];
}

function bytesAsText(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
