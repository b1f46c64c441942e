import { z } from 'zod';
import { type ApiRoute, ok } from './route.ts';

/** What there is to filter by. */
export const tagsRoute: ApiRoute = {
  path: '/api/v1/tags/{tag}',
  summary: 'The values of a tag, sorted.',
  parameters: [
    { name: 'tag', in: 'path', description: 'name of the tag', required: true, example: 'container' },
    { name: 'metric', in: 'query', description: 'only the values that this metric has', example: 'log.lines' },
  ],
  answer: z.array(z.string()),
  handle: async (values, { store }) => ok(await store.tagValues(values.one('tag')!, values.one('metric'))),
};
