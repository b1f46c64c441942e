import type { Event } from '../../services/shared/event.ts';
import { failure, success } from '../../services/shared/outcome.ts';
import type { Point } from '../../services/shared/point.ts';
import type { MetricStore } from '../../services/shared/store/metric-store.ts';
import {
  type Aggregate,
  type Query,
  type Series,
  type TagFilter,
  windowStarts,
} from '../../services/shared/store/query.ts';

/** A store in memory, for tests of what reads from one. */
export interface FakeStore extends MetricStore {
  readonly queries: Query[];
  /** From now on nothing answers, for this reason; undefined: everything does again. */
  breakDown(reason: string | undefined): void;
}

const aggregate: Record<Aggregate, (values: readonly number[]) => number> = {
  mean: values => values.reduce((sum, value) => sum + value, 0) / values.length,
  sum: values => values.reduce((sum, value) => sum + value, 0),
  min: values => Math.min(...values),
  max: values => Math.max(...values),
  last: values => values.at(-1)!,
  count: values => values.length,
};

const fits = (tags: Point['tags'], where: readonly TagFilter[]) =>
  where.every(({ tag, values }) => values.includes(tags[tag] ?? ''));

const unique = (texts: Iterable<string>) => [...new Set(texts)].sort();

/** A store that holds `points` and `events`, each oldest first. */
export function createFakeStore(points: Point[] = [], events: Event[] = []): FakeStore {
  const queries: Query[] = [];
  let broken: string | undefined;
  const read = async <Value>(value: () => Value): Promise<Value> => {
    if (broken !== undefined) throw new Error(broken);
    return value();
  };

  function query(asked: Query): Series[] {
    queries.push(asked);
    const { metric, field, step, groupBy, where, from, to } = asked;
    const starts = windowStarts(asked);
    const groups = new Map<string, { tags: Record<string, string>; windows: number[][] }>();
    for (const { time, tags, fields, ...point } of points) {
      const value = fields[field];
      if (point.metric !== metric || value === undefined || time < from || time >= to || !fits(tags, where)) continue;
      const grouped = Object.fromEntries(groupBy.map(tag => [tag, tags[tag] ?? '']));
      const key = JSON.stringify(grouped);
      const group = groups.get(key) ?? { tags: grouped, windows: starts.map(() => []) };
      groups.set(key, group);
      group.windows[Math.floor((time - starts[0]!) / step)]!.push(value);
    }
    return [...groups.values()].map(({ tags, windows }) => ({
      tags,
      points: windows.map((values, index) => [
        starts[index]!,
        values.length > 0 ? aggregate[asked.aggregate](values) : null,
      ]),
    }));
  }

  return {
    queries,
    breakDown: reason => {
      broken = reason;
    },
    async write(more) {
      points.push(...more);
      return success(more.length);
    },
    async writeEvents(more) {
      events.push(...more);
      return success(more.length);
    },
    query: asked => read(() => query(asked)),
    events: ({ from, to }, where, limit) =>
      read(() => events.filter(({ time, tags }) => time >= from && time < to && fits(tags, where)).slice(-limit)),
    metrics: (where = []) =>
      read(() => {
        const found = points.filter(({ tags }) => fits(tags, where));
        return unique(found.map(point => point.metric)).map(name => {
          const own = found.filter(point => point.metric === name);
          return {
            name,
            fields: unique(own.flatMap(({ fields }) => Object.keys(fields))),
            tags: unique(own.flatMap(({ tags }) => Object.keys(tags))),
          };
        });
      }),
    tagValues: (tag, metric) =>
      read(() =>
        unique(
          points
            .filter(point => (metric === undefined || point.metric === metric) && tag in point.tags)
            .map(({ tags }) => tags[tag]!),
        ),
      ),
    health: async () =>
      broken === undefined ? success({ detail: `${points.length} points in memory` }) : failure(broken),
    async close() {},
  };
}
