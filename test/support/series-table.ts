import { configSchema } from '../../services/shared/config/schema.ts';
import { createRoom } from '../../services/statsd-server/aggregation/room.ts';
import { createMetricRules } from '../../services/statsd-server/rules/rules.ts';
import { Cadences } from '../../services/statsd-server/series/cadences.ts';
import { createNaming } from '../../services/statsd-server/series/naming.ts';
import { createSeriesLimits } from '../../services/statsd-server/series/series-limits.ts';
import { createSeriesRoom, type SeriesRoom } from '../../services/statsd-server/series/series-room.ts';
import { SeriesTable, type SeriesTableOptions } from '../../services/statsd-server/series/series-table.ts';

/** What a table for tests may be told: the section `statsd` of the configuration, and any of its own options. */
export interface TestTableOptions {
  readonly statsd?: object;
  readonly room?: SeriesRoom;
  readonly options?: Partial<SeriesTableOptions>;
}

/** A table as the server makes it; whose first interval begins at 0. */
export function createTestTable({ statsd = {}, room, options = {} }: TestTableOptions = {}): SeriesTable {
  const config = configSchema.parse({ statsd }).statsd;
  const naming = createNaming({ config, rules: createMetricRules(config), containerTags: () => undefined });
  return new SeriesTable({
    naming: () => naming,
    room: room ?? createSeriesRoom(() => config.max_series),
    limits: createSeriesLimits({
      maxPerMetric: () => config.max_series_per_metric,
      maxTagValues: () => config.max_tag_values,
    }),
    cadences: new Cadences(config.flush_interval, 0),
    aggregation: {
      exactValues: () => config.exact_values,
      timingRoom: createRoom(100_000),
      setRoom: createRoom(100_000),
      onSketched: () => {},
      onCoarser: () => {},
      onEstimated: () => {},
      onSetOverflow: () => {},
    },
    onOverflow: () => {},
    shardBits: 2,
    ...options,
  });
}
