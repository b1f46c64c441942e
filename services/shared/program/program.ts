import type { Config } from '../config/schema.ts';
import type { Clock } from '../lifecycle/clock.ts';
import type { Service } from '../lifecycle/service.ts';
import type { Logger } from '../logging/logger.ts';
import type { Outcome } from '../outcome.ts';
import type { Part } from '../part.ts';

/** What a process works with, whatever it runs. */
export interface Surroundings {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a program works with. */
export interface ProgramSurroundings extends Surroundings {
  /** How its configuration is, for a program that answers how its parts are. */
  configuration(): Part;
}

/** What a started program is to the process around it. */
export interface Running extends Omit<Service, 'name'> {
  /** Resolves when its parts tell how they are; the start-up table waits for it a second at most. */
  readonly settled?: Promise<unknown>;
  /** Before the stop that ends the process, unlike that of a new start: waits for those that stop at the same time. */
  farewell?(): Promise<void>;
  /** Where its pages are, undefined while there are none; left out by a program that serves none. */
  address?(): string | undefined;
}

/** What one process runs. */
export interface Program {
  /** What is typed to start it, before its options. */
  readonly command: string;
  /** What it is, for `--help`. */
  readonly summary: string;
  /** Checks a configuration that fits the schema further; answers its errors. */
  check?(config: Config): readonly string[];
  /** A change of one of these values needs a stop and a new start; any other is handed to `reconfigure`. */
  foundations(config: Config): readonly unknown[];
  /** Starts it, or tells why it cannot run at all. */
  start(config: Config, surroundings: ProgramSurroundings): Promise<Outcome<Running>>;
}

/** The foundations of a program with a store: another store, or another name in every series, needs a new start. */
export const storeFoundations: Program['foundations'] = ({ hostname, data, store }) => [hostname, data, store];
