import type { Event } from '../../event.ts';
import type { TagFilter, TimeRange } from '../query.ts';
import { tagConditions, timeCondition } from './influxql.ts';
import type { Ask, Cell } from './reader.ts';
import { eventFields, eventsMeasurement, eventTags } from './stored-names.ts';

function eventOf(columns: readonly string[], cells: readonly Cell[]): Event {
  const cell = (name: string) => cells[columns.indexOf(name)];
  const tags = columns.flatMap((column, index) =>
    column === 'time' || eventFields.includes(column) || !cells[index]
      ? []
      : [[eventTags.read(column), String(cells[index])] as const],
  );
  return {
    time: Number(cell('time')),
    title: String(cell('title') ?? ''),
    text: String(cell('text') ?? ''),
    tags: Object.fromEntries(tags),
  };
}

/** The newest `limit` events of a range to which all filters apply, oldest first, those of one moment by title. */
export async function readEvents(
  ask: Ask,
  { from, to }: TimeRange,
  where: readonly TagFilter[],
  limit: number,
): Promise<Event[]> {
  const filters = tagConditions(where, eventTags);
  if (filters === undefined || limit < 1) return [];
  const conditions = [timeCondition(from, to), ...filters].join(' AND ');
  const rows = await ask(`SELECT * FROM "${eventsMeasurement}" WHERE ${conditions} ORDER BY time DESC LIMIT ${limit}`);
  return rows
    .flatMap(({ columns, values = [] }) => values.map(cells => eventOf(columns, cells)))
    .sort((a, b) => a.time - b.time || Number(a.title > b.title) - Number(a.title < b.title));
}
