import { z } from 'zod';
import { type Outcome, success } from '../../shared/outcome.ts';
import { mostRunningQueries } from '../../shared/running/most-queries.ts';
import { mostReaders, tooManyReaders } from '../../shared/running/most-readers.ts';
import { type RunningQuery, runningAnswer } from '../../shared/running/running.ts';
import { aggregates, type TagFilter } from '../../shared/store/query.ts';
import { readFilters, whereParameter } from './filters.ts';
import { type Parameter, readParameters, refusal } from './parameters.ts';
import { type ApiRoute, badRequest, ok } from './route.ts';
import { readTimelessQuery } from './timeless-query.ts';

/** The parameters of each query: those of /api/v1/query but for the times. */
const queryParameters: readonly Parameter[] = [
  { name: 'metric', in: 'query', description: 'name of the metric', required: true },
  { name: 'field', in: 'query', description: 'field of its points', default: 'value' },
  { name: 'agg', in: 'query', description: 'how values become one', default: 'mean', allowed: aggregates },
  { name: 'group', in: 'query', description: 'tags to group by, with commas between them' },
  whereParameter,
];

/** What has come since the last flush. */
export const runningRoute: ApiRoute = {
  path: '/api/v1/running',
  summary: 'What queries amount to in the interval under way, so far: for all charts of a page at once.',
  parameters: [
    {
      name: 'query',
      in: 'query',
      description: `the parameters of a query as /api/v1/query has them, without times, as one encoded text; at most ${mostRunningQueries}`,
      required: true,
      repeated: true,
      example: 'metric=log.lines&agg=sum&group=file',
    },
    { ...whereParameter, description: `${whereParameter.description}; for all queries` },
  ],
  answer: z.strictObject({
    interval: z
      .strictObject({
        start: z.number().describe('Epoch seconds.'),
        now: z.number().describe("The StatsD server's time, epoch seconds."),
      })
      .nullable()
      .describe('The interval under way; null where it cannot be had.'),
    reason: z.string().optional().describe('Why it cannot be had.'),
    answers: z.array(runningAnswer).describe('One for each query, in order.'),
  }),
  bound: { most: mostReaders, refusal: tooManyReaders },
  unavailable: {
    description: `${mostReaders} requests are being answered already; the message says so.`,
  },
  async handle(values, { running }) {
    const texts = values.all('query');
    if (texts.length > mostRunningQueries)
      return badRequest(`query is given ${texts.length} times, but must be at most ${mostRunningQueries} times`);
    const common = readFilters(values.all('where'));
    if (!common.ok) return badRequest(common.reason);
    const queries: RunningQuery[] = [];
    for (const text of texts) {
      const query = readRunningQuery(text, common.value);
      if (!query.ok) return badRequest(refusal('query', text, `a query: ${query.reason}`));
      queries.push(query.value);
    }
    const found = await running.read(queries);
    // No failure: whoever draws charts has those of the store still.
    if (!found.ok) return ok({ interval: null, reason: found.reason, answers: [] });
    const { start, now, answers } = found.value;
    return ok({ interval: { start: start / 1000, now: now / 1000 }, answers });
  },
};

function readRunningQuery(text: string, common: readonly TagFilter[]): Outcome<RunningQuery> {
  const values = readParameters(queryParameters, text, {});
  if (!values.ok) return values;
  const query = readTimelessQuery(values.value);
  return query.ok ? success({ ...query.value, where: [...query.value.where, ...common] }) : query;
}
