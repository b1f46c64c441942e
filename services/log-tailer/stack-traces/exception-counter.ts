import { cleanTagValue, createDistinctValues } from '../tally/tag-values.ts';
import type { Tally } from '../tally/tally.ts';

/** `log.exceptions` by type: the first 100 of a source, and `_OTHER` for all others. */
export function createExceptionCounter(tally: Tally): (type: string) => void {
  const distinct = createDistinctValues();
  return type => tally.counter('log.exceptions', { exception_type: distinct(cleanTagValue(type)) }).add(1);
}
