import { z } from 'zod';
import { formatDuration } from '../../shared/duration.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { aggregates, type Query } from '../../shared/store/query.ts';
import type { WebContext } from '../context.ts';
import { resolutionsOf } from '../resolutions.ts';
import { chooseStep, leastStep } from '../step.ts';
import { whereParameter } from './filters.ts';
import { refusal, type Values } from './parameters.ts';
import { type ApiRoute, badRequest, ok } from './route.ts';
import { countSeries } from './series-count.ts';
import { readTimelessQuery } from './timeless-query.ts';
import { parseStep, rangeParameters, readRange } from './times.ts';

/** Points of one metric over time. */
export const queryRoute: ApiRoute = {
  path: '/api/v1/query',
  summary: 'The points of a metric: one series for each combination of the group tags, one point for each window.',
  parameters: [
    {
      name: 'metric',
      in: 'query',
      description: 'name of the metric',
      required: true,
      example: 'system.cpu.utilization',
    },
    { name: 'field', in: 'query', description: 'field of its points', default: 'value' },
    {
      name: 'agg',
      in: 'query',
      description: 'how the values of a window become one',
      default: 'mean',
      allowed: aggregates,
    },
    ...rangeParameters,
    {
      name: 'step',
      in: 'query',
      description:
        'width of a window, such as 30s, 5m, or a number of seconds; chosen for up to 400 windows without it',
    },
    { name: 'group', in: 'query', description: 'tags to group by, with commas between them', example: 'mode' },
    whereParameter,
  ],
  answer: z.strictObject({
    series: z.array(
      z.strictObject({
        tags: z.record(z.string(), z.string()).describe('The group tags and their values.'),
        points: z
          .array(z.tuple([z.number(), z.number().nullable()]))
          .describe('Start of the window in epoch seconds, and the value, or null where there is none.'),
      }),
    ),
  }),
  async handle(values, context) {
    const query = readQuery(values, context);
    if (!query.ok) return badRequest(query.reason);
    const { max_points } = context.config().web;
    const windows = windowCount(query.value);
    if (windows > max_points) return badRequest(tooMany(`${windows} windows`, query.value, max_points));
    const count = await countSeries(context.store, query.value, Math.floor(max_points / windows));
    if (count * windows > max_points)
      return badRequest(tooMany(`${count} series of ${windows} windows`, query.value, max_points));
    const series = await context.store.query(query.value);
    return ok({
      series: series.map(({ tags, points }) => ({
        tags,
        points: points.map(([time, value]) => [time / 1000, value]),
      })),
    });
  },
};

function readQuery(values: Values, { config, clock }: WebContext): Outcome<Query> {
  const now = clock.now();
  const range = readRange(values, now);
  if (!range.ok) return range;
  const { from, to } = range.value;
  const timeless = readTimelessQuery(values);
  if (!timeless.ok) return timeless;
  const given = values.one('step');
  const resolutions = resolutionsOf(config());
  const { flushInterval } = resolutions;
  const step =
    given === undefined
      ? chooseStep({ range: to - from, flushInterval, least: leastStep(resolutions, now - from) })
      : parseStep(given);
  if (step === undefined) return failure(refusal('step', given!, 'at least a second, such as 30s, 5m or 90'));
  return success({
    ...timeless.value,
    // A window that begins before the range is answered whole: half of one would look like a dip.
    from: Math.floor(from / step) * step,
    to,
    step,
  });
}

/** Counts without making them: there may be more than fit in memory. */
function windowCount({ from, to, step }: Query): number {
  return Math.ceil((to - from) / step);
}

function tooMany(what: string, { step, from, to }: Query, most: number): string {
  return `step is ${formatDuration(step)}, which makes ${what} of ${formatDuration(to - from)}, but web.max_points is ${most}: widen the step, narrow the range, or filter by where`;
}
