import { setImmediate as turn } from 'node:timers/promises';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { mostRunningQueries } from '../../shared/running/most-queries.ts';
import type { RunningAnswer, RunningQuery, RunningSource, RunningValues } from '../../shared/running/running.ts';
import type { SeriesTable } from '../series/series-table.ts';
import { answerQuery } from './answer.ts';
import { MetricRows } from './metric-rows.ts';

/** Series that one request looks at: of more lines no chart can be made. */
export const mostSeries = 20_000;
/** How long it looks at a time, milliseconds: packets wait no longer for it, unless a single query takes longer. */
const slice = 2;
/** An interval may end while it is looked at; so often it is begun anew. */
const mostTries = 3;

/** What a reader works with. */
export interface RunningReaderOptions {
  readonly table: SeriesTable;
  /** Start of the interval under way, epoch milliseconds. */
  readonly start: () => number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Reads the interval under way: only when asked, only the metrics that are asked for, and changing nothing. */
export function createRunningReader({ table, start, now }: RunningReaderOptions): RunningSource {
  const rows = new MetricRows(table.columns);

  /** Undefined when the interval ended meanwhile. */
  async function answersTo(
    queries: readonly RunningQuery[],
    rowsOf: (metric: string) => ReadonlySet<number>,
    began: number,
  ): Promise<RunningAnswer[] | undefined> {
    const answers: RunningAnswer[] = [];
    let left = mostSeries;
    let until = now() + slice;
    for (const query of queries) {
      const own = rowsOf(query.metric);
      const isRead = own.size <= left;
      answers.push(isRead ? answerQuery(table, own, query) : tooMany(own.size));
      if (isRead) left -= own.size;
      if (now() < until) continue;
      await turn();
      if (start() !== began) return undefined;
      until = now() + slice;
    }
    return answers;
  }

  return {
    async read(queries): Promise<Outcome<RunningValues>> {
      if (queries.length > mostRunningQueries)
        return failure(`there are ${queries.length} queries, but at most ${mostRunningQueries} are answered at a time`);
      const rowsOf = await rows.find(queries.map(({ metric }) => metric));
      for (let tries = 0; tries < mostTries; tries++) {
        const began = start();
        const answers = await answersTo(queries, rowsOf, began);
        if (answers) return success({ start: began, now: now(), answers });
      }
      return failure('intervals end before they are read: ask for fewer series at a time');
    },
  };
}

function tooMany(series: number): RunningAnswer {
  const refused = `it has ${series} series, and one request reads ${mostSeries} at most`;
  return { series: [], grows: false, refused };
}
