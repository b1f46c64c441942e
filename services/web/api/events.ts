import { z } from 'zod';
import { readFilters, whereParameter } from './filters.ts';
import { refusal } from './parameters.ts';
import { type ApiRoute, badRequest, ok } from './route.ts';
import { rangeParameters, readRange } from './times.ts';

const mostEvents = 10_000;

/** What happened when. */
export const eventsRoute: ApiRoute = {
  path: '/api/v1/events',
  summary: 'What happened to containers and what applications reported as events, oldest first.',
  parameters: [
    ...rangeParameters,
    whereParameter,
    { name: 'limit', in: 'query', description: `the newest so many, 1 to ${mostEvents}`, default: '1000' },
  ],
  answer: z.array(
    z.strictObject({
      time: z.number().describe('Epoch seconds.'),
      title: z.string(),
      text: z.string(),
      tags: z.record(z.string(), z.string()),
    }),
  ),
  async handle(values, { store, clock }) {
    const range = readRange(values, clock.now());
    if (!range.ok) return badRequest(range.reason);
    const where = readFilters(values.all('where'));
    if (!where.ok) return badRequest(where.reason);
    const text = values.one('limit')!;
    const limit = /^\d+$/.test(text) ? Number(text) : 0;
    if (limit < 1 || limit > mostEvents) return badRequest(refusal('limit', text, `1 to ${mostEvents}`));
    const events = await store.events(range.value, where.value, limit);
    return ok(events.map(({ time, title, text, tags }) => ({ time: time / 1000, title, text, tags })));
  },
};
