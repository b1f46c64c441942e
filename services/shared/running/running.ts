import { z } from 'zod';
import type { Outcome } from '../outcome.ts';
import { aggregates, type Query, type TimeRange } from '../store/query.ts';

const tags = z.record(z.string(), z.string());

/** A query of the store, less its times: of the interval under way, which is its only window. */
export const runningQuery = z.strictObject({
  metric: z.string(),
  field: z.string(),
  aggregate: z.enum(aggregates),
  groupBy: z.array(z.string()),
  where: z.array(z.strictObject({ tag: z.string(), values: z.array(z.string()) })),
}) satisfies z.ZodType<RunningQuery>;

/** What one query is answered. */
export const runningAnswer = z.strictObject({
  series: z.array(z.strictObject({ tags: tags.describe('The group tags and their values.'), value: z.number() })),
  grows: z
    .boolean()
    .describe(
      'Whether the values grow until the interval ends, as those of counters do, or are what is at the moment.',
    ),
  refused: z.string().optional().describe('Why there are no series though there may be values.'),
});

/** What the interval under way amounts to so far. Times are epoch milliseconds. */
export const runningValues = z.strictObject({
  start: z.number(),
  now: z.number(),
  answers: z.array(runningAnswer),
});

/** See {@link runningQuery}. */
export type RunningQuery = Omit<Query, keyof TimeRange | 'step'>;
/** See {@link runningAnswer}. */
export type RunningAnswer = z.output<typeof runningAnswer>;
/** See {@link runningValues}. */
export type RunningValues = z.output<typeof runningValues>;

/** Whoever knows the interval under way: the StatsD server, in this process or another. */
export interface RunningSource {
  /** One answer for each query, in order; or why there are none. */
  read(queries: readonly RunningQuery[]): Promise<Outcome<RunningValues>>;
}
