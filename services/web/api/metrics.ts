import { z } from 'zod';
import { readFilters, whereParameter } from './filters.ts';
import { type ApiRoute, badRequest, ok } from './route.ts';

/** What there is to query. */
export const metricsRoute: ApiRoute = {
  path: '/api/v1/metrics',
  summary: 'All metrics with their fields and tags; with filters, those that have a series to which all apply.',
  parameters: [{ ...whereParameter, example: 'metric_type:timing' }],
  answer: z.array(z.strictObject({ name: z.string(), fields: z.array(z.string()), tags: z.array(z.string()) })),
  async handle(values, { store }) {
    const where = readFilters(values.all('where'));
    return where.ok ? ok(await store.metrics(where.value)) : badRequest(where.reason);
  },
};
