import { failure, type Outcome, success } from '../../shared/outcome.ts';
import type { RunningQuery } from '../../shared/running/running.ts';
import type { Aggregate } from '../../shared/store/query.ts';
import { readFilters } from './filters.ts';
import { refusal, type Values } from './parameters.ts';

/** What `metric`, `field`, `agg`, `group` and `where` ask for, whenever it is; or which of them is wrong. */
export function readTimelessQuery({ one, all }: Values): Outcome<RunningQuery> {
  const where = readFilters(all('where'));
  if (!where.ok) return where;
  const groupBy = one('group')?.split(',') ?? [];
  if (groupBy.includes('')) return failure(refusal('group', one('group')!, 'tags with one comma between them'));
  return success({
    metric: one('metric')!,
    field: one('field')!,
    aggregate: one('agg') as Aggregate,
    groupBy: [...new Set(groupBy)],
    where: where.value,
  });
}
