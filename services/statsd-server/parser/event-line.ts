import type { Event } from '../../shared/event.ts';
import { parseTags } from './tags.ts';

const header = /^_e\{(\d{1,5}),(\d{1,5})\}:/;

/**
 * A DogStatsD event, `_e{4,5}:title|text|d:1700000000|#tags`, with the lengths in bytes; undefined when it is not one.
 * Without a date it happened `now`. Priority, alert type, host name and the like are not kept.
 */
export function parseEvent(line: Buffer, now: number): Event | undefined {
  const match = header.exec(line.toString('latin1', 0, 20));
  if (!match) return undefined;
  const titleStart = match[0].length;
  const titleEnd = titleStart + Number(match[1]);
  const textEnd = titleEnd + 1 + Number(match[2]);
  if (line[titleEnd] !== 0x7c || textEnd > line.length || (textEnd < line.length && line[textEnd] !== 0x7c))
    return undefined;
  const sections = line.toString('utf8', textEnd + 1, line.length).split('|');
  const date = sections.find(section => /^d:\d{1,12}$/.test(section));
  const tags = sections.find(section => section.startsWith('#'));
  return {
    time: date ? Number(date.slice(2)) * 1000 : now,
    title: line.toString('utf8', titleStart, titleEnd),
    text: line.toString('utf8', titleEnd + 1, textEnd).replaceAll('\\n', '\n'),
    tags: tags ? parseTags(tags.slice(1)) : {},
  };
}
