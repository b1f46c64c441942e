import type { StatsdClient } from '../../shared/statsd-client/client.ts';

/** A client that counts on the way how many entries are said of each severity. */
export interface CountingLevels {
  readonly statsd: StatsdClient;
  readonly levels: ReadonlyMap<string, number>;
}

/** As `client`; nothing counted yet. */
export function countingLevels(client: StatsdClient): CountingLevels {
  const levels = new Map<string, number>();
  const statsd: StatsdClient = {
    ...client,
    count(name, value, tags) {
      const level = tags?.level;
      if (name === 'log.entries' && level !== undefined) levels.set(level, (levels.get(level) ?? 0) + value);
      client.count(name, value, tags);
    },
  };
  return { statsd, levels };
}
