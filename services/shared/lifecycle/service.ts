import type { Config } from '../config/schema.ts';
import type { Part } from '../part.ts';

/** A running service, as its `start…` function returns it. Services stop in the reverse order of their start. */
export interface Service {
  readonly name: string;
  /** What it reads, serves or keeps right now, and what it goes without. */
  parts(): readonly Part[];
  /** Takes over a changed, valid configuration, keeping what it can of the running state. */
  reconfigure(config: Config): Promise<void>;
  /** Takes in nothing more, hands on what it holds, and lets go of everything it opened. */
  stop(): Promise<void>;
}
