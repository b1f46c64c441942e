import { configSchema } from '../../../../services/shared/config/schema.ts';
import type { Point } from '../../../../services/shared/point.ts';
import { Sweep } from '../../../../services/statsd-server/flush/sweep.ts';
import { createParser } from '../../../../services/statsd-server/parser/parser.ts';
import { createSeriesRoom } from '../../../../services/statsd-server/series/series-room.ts';
import { createTestTable } from '../../../support/series-table.ts';

/** Rows that a sweep takes before it looks at the clock. */
export const stride = 64;

const textOf = ({ metric, fields, time }: Point) =>
  `${metric} ${fields.value ?? fields.sum ?? fields.count} @${time / 1000}`;

/** A table of intervals of 10 s that is swept step by step: each takes one stride, as if the time were always up. */
export function createSweptTable(statsd: object = {}, now = () => 0) {
  const config = configSchema.parse({ statsd }).statsd;
  const forgotten: string[] = [];
  const room = createSeriesRoom(() => config.max_series);
  const table = createTestTable({ statsd, room, options: { onGaugeForgotten: metric => forgotten.push(metric) } });
  const sweep = new Sweep({ table, config: () => config, now });
  const parser = createParser({
    maxLineBytes: () => 8192,
    now: () => 0,
    receiver: { metric: line => void table.add(line), event: () => {}, bad: () => {} },
  });
  let end = 0;
  const step = () => {
    const { points, done } = sweep.step(0);
    return { points: points.map(textOf), done };
  };
  return {
    table,
    sweep,
    room,
    forgotten,
    step,
    feed: (...lines: string[]) => parser.parse(Buffer.from(lines.join('\n')), 0, Buffer.byteLength(lines.join('\n'))),
    /** Ends the interval under way; those of longer cadences too when their end has come, or with `all`. */
    cut(all = false) {
      end += 10_000;
      sweep.cut({ start: end - 10_000, end }, all);
    },
    /** All that is left of the sweep. */
    rest() {
      const points: string[] = [];
      for (let done = false; !done; ) {
        const stepped = step();
        points.push(...stepped.points);
        done = stepped.done;
      }
      return points;
    },
  };
}
