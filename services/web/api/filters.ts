import { failure, type Outcome, success } from '../../shared/outcome.ts';
import type { TagFilter } from '../../shared/store/query.ts';
import { type Parameter, refusal } from './parameters.ts';

/** Narrows by tags, for every route that can. */
export const whereParameter: Parameter = {
  name: 'where',
  in: 'query',
  description: 'tag:value; several of one tag: any of them; of different tags: all; an empty value: without the tag',
  repeated: true,
  example: 'container:web',
};

/** The filters of `tag:value` texts, those of one tag together. */
export function readFilters(texts: readonly string[]): Outcome<TagFilter[]> {
  const filters = new Map<string, string[]>();
  for (const text of texts) {
    const colon = text.indexOf(':');
    if (colon < 1) return failure(refusal('where', text, 'tag:value'));
    const tag = text.slice(0, colon);
    filters.set(tag, [...(filters.get(tag) ?? []), text.slice(colon + 1)]);
  }
  return success([...filters].map(([tag, values]) => ({ tag, values })));
}
