import { z } from 'zod';
import { sourceStatus, withoutTailer } from './log-schemas.ts';
import { type ApiRoute, ok, unavailable } from './route.ts';

/** How every log is read. */
export const logSourcesRoute: ApiRoute = {
  path: '/api/v1/logs',
  summary: 'The logs that are read, or should be, by name, each with its format and how far it has been read.',
  parameters: [],
  answer: z.strictObject({
    host: z.string().describe('The tag host of their series.'),
    sources: z.array(z.strictObject(sourceStatus)),
    more: z.int().describe('Further ones, which the list has no room for.'),
  }),
  unavailable: withoutTailer,
  async handle(_values, { logs }) {
    const list = await logs.sources();
    return list.ok ? ok(list.value) : unavailable(list.reason);
  },
};
