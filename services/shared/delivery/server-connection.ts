import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config/schema.ts';
import { hostAndPort } from '../config/target.ts';
import type { Clock } from '../lifecycle/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { Part } from '../part.ts';
import type { Outgoing } from './outgoing.ts';
import { serverOf } from './server-address.ts';
import { carryBySocket } from './socket-carrier.ts';

/** The way of a service that runs apart to the StatsD server. */
export interface ServerConnection {
  /** Resolves when the server was reached, or not, for the first time. */
  readonly settled: Promise<void>;
  part(): Part;
  /** Takes over a changed configuration; what waits goes to the new server. */
  reconfigure(config: Config): void;
  close(): void;
}

/** Brings batches to the server that the configuration names, and tells how it is. */
export function connectServer(
  batches: Outgoing,
  initial: Config,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): ServerConnection {
  let address = serverOf(initial);
  let problem: string | undefined = 'it has not answered yet';
  let isFirst = true;
  let onSettled = () => {};
  const settled = new Promise<void>(resolve => {
    onSettled = resolve;
  });
  const carrier = carryBySocket(batches, {
    address,
    clock,
    onUp() {
      if (!isFirst && problem) logger.info(`the StatsD server ${hostAndPort(address)} is reached now`);
      problem = undefined;
      isFirst = false;
      onSettled();
    },
    onDown(reason) {
      if (isFirst || !problem)
        logger.warn(`the StatsD server ${hostAndPort(address)} is not reached: ${reason}; what is said waits`);
      problem = reason;
      isFirst = false;
      onSettled();
    },
  });
  return {
    settled,
    part: () =>
      problem === undefined
        ? { name: 'link', state: 'ok', detail: `says it to ${hostAndPort(address)}` }
        : {
            name: 'link',
            state: 'down',
            detail: `${hostAndPort(address)}: ${problem}; ${batches.bytes()} bytes wait`,
            remedy: 'start the StatsD server, or set link.server to its address',
          },
    reconfigure(next) {
      const wanted = serverOf(next);
      const moved = !isDeepStrictEqual(address, wanted);
      address = wanted;
      if (moved) carrier.moveTo(address);
    },
    close: carrier.close,
  };
}
