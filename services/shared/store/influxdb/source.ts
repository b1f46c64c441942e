import type { Clock } from '../../lifecycle/clock.ts';
import type { Reach } from '../plan.ts';
import type { PerResolution } from '../resolution.ts';
import type { Place } from './catalogue.ts';
import { type Connection, databaseOf, inPolicy, policies } from './connection.ts';
import { type Ask, createReader } from './reader.ts';
import { readProgress } from './roll-up/progress.ts';

/** Where the points of each resolution are read, and how far these reach. */
export interface Source {
  readonly ask: PerResolution<Ask>;
  reach(): Promise<Reach>;
  /** The place of the metrics that are written now, and those to look for tags in. */
  readonly current: Place;
  readonly places: readonly Place[];
  /** The buckets there are, that of the points as they were written first. */
  readonly connections: readonly Connection[];
  /** That of the events. */
  readonly events: Connection;
}

/** Nothing but points as they were written. */
const onlyRaw: Reach = {
  rolled: { raw: Number.POSITIVE_INFINITY, '1m': Number.NEGATIVE_INFINITY, '10m': Number.NEGATIVE_INFINITY },
  kept: { raw: Number.NEGATIVE_INFINITY, '1m': Number.NEGATIVE_INFINITY, '10m': Number.NEGATIVE_INFINITY },
};

/** As long as no process has said anything else. */
const nothingRolled: PerResolution<number> = { raw: Number.POSITIVE_INFINITY, '1m': 0, '10m': 0 };

/** Milliseconds for which what another process has written of its progress is taken as true: windows rolled up are seldom written in. */
const reading = 5000;

const rawPlace = (connection: Connection, ask: Ask): Place => ({
  ask,
  ...(databaseOf(connection.bucket).policy !== undefined && { fields: '*' }),
});

/** One bucket. */
export function createRawSource(connection: Connection): Source {
  const raw = createReader(connection);
  const current = rawPlace(connection, raw);
  return {
    ask: { raw, '1m': raw, '10m': raw },
    reach: async () => onlyRaw,
    current,
    places: [current],
    connections: [connection],
    events: connection,
  };
}

/** What a source of three resolutions works with. */
export interface ResolvedSourceOptions {
  readonly connection: Connection;
  /** For how many milliseconds each resolution is kept. */
  readonly keep: PerResolution<number>;
  readonly clock: Pick<Clock, 'now'>;
  /** Up to where windows are rolled up, for who knows; else it is read. */
  readonly rolled: (() => Promise<PerResolution<number>>) | undefined;
}

/** A bucket and those of its roll-ups. */
export function createResolvedSource({ connection, keep, clock, rolled }: ResolvedSourceOptions): Source {
  const of = { '1m': inPolicy(connection, policies['1m']), '10m': inPolicy(connection, policies['10m']) };
  const resolutions = inPolicy(connection, policies.resolutions);
  const ask = { raw: createReader(connection), '1m': createReader(of['1m']), '10m': createReader(of['10m']) };
  const current = rawPlace(connection, ask.raw);
  const rolledNow = rolled ?? createRolledCache(createReader(resolutions), clock);
  return {
    ask,
    async reach() {
      const now = clock.now();
      return {
        rolled: await rolledNow(),
        kept: { raw: now - keep.raw, '1m': now - keep['1m'], '10m': now - keep['10m'] },
      };
    },
    current,
    // What ended before today is in the roll-ups only, what began right now not yet.
    places: [current, { ask: ask['10m'], fields: '/_count$/' }],
    connections: [connection, of['1m'], of['10m'], resolutions],
    events: of['10m'],
  };
}

function createRolledCache(ask: Ask, clock: Pick<Clock, 'now'>): () => Promise<PerResolution<number>> {
  let known: { readonly until: number; readonly rolled: PerResolution<number> } | undefined;
  return async () => {
    const now = clock.now();
    if (known && now < known.until) return known.rolled;
    const rolled = (await readProgress(ask))?.rolled ?? nothingRolled;
    known = { until: now + reading, rolled };
    return rolled;
  };
}
