/** A StatsD server that runs. */
export interface Server {
  readonly pid: number;
  readonly port: number;
  /** Ends it; how many lines it has counted. */
  finish(): Promise<number>;
}

/** A StatsD server, or something to measure one against. */
export interface Contender {
  readonly name: string;
  /** Starts it, bound to one core if one is given, and waits until it listens; undefined if it is not on this machine. */
  start(cpu: number | undefined): Promise<Server | undefined>;
}
