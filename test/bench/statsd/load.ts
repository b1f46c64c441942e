/** What a generator sends. */
export interface Load {
  readonly perPacket: number;
  /** DogStatsD tags of each line, at most 3. */
  readonly tags: number;
  /** Different names, `bench.counter.0` and so on, one after the other. */
  readonly series: number;
  /** How long, and how many lines at most; one of them may be 0 for no bound. */
  readonly seconds: number;
  readonly lines: number;
  /** 0 for as fast as it can. */
  readonly packetsPerSecond: number;
  /** Never says a name twice; then `series` means nothing. */
  readonly fresh: boolean;
}

/** A flood: 1000 counters, as fast as the generator can. */
export const flood: Load = {
  perPacket: 25,
  tags: 0,
  series: 1000,
  seconds: 4,
  lines: 0,
  packetsPerSecond: 0,
  fresh: false,
};

/** A load as the arguments of flood.c and flood-node.ts, behind the port. */
export const loadArguments = ({ seconds, lines, perPacket, series, tags, packetsPerSecond, fresh }: Load) =>
  [seconds, lines, perPacket, series, tags, 'c', packetsPerSecond, fresh ? 1 : 0].map(String);
