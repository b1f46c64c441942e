import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config/schema.ts';
import type { Clock } from '../lifecycle/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { Part } from '../part.ts';
import type { Outgoing } from './outgoing.ts';
import { carryBySocket } from './socket-carrier.ts';

/** The way of a service that runs apart to the StatsD server. */
export interface ServerConnection {
  /** Resolves when the server was reached, or not, for the first time. */
  readonly settled: Promise<void>;
  part(): Part;
  /** Takes over changed settings; what waits goes to the new server. */
  reconfigure(settings: Config['link']): void;
  close(): void;
}

const nameOf = ({ host, port }: Config['link']['server']) =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** Brings batches to `link.server`, and tells how it is. */
export function connectServer(
  batches: Outgoing,
  initial: Config['link'],
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): ServerConnection {
  let settings = initial;
  let problem: string | undefined = 'it has not answered yet';
  let isFirst = true;
  let onSettled = () => {};
  const settled = new Promise<void>(resolve => {
    onSettled = resolve;
  });
  const carrier = carryBySocket(batches, {
    address: settings.server,
    clock,
    onUp() {
      if (!isFirst && problem) logger.info(`the StatsD server ${nameOf(settings.server)} is reached now`);
      problem = undefined;
      isFirst = false;
      onSettled();
    },
    onDown(reason) {
      if (isFirst || !problem)
        logger.warn(`the StatsD server ${nameOf(settings.server)} is not reached: ${reason}; what is said waits`);
      problem = reason;
      isFirst = false;
      onSettled();
    },
  });
  return {
    settled,
    part: () =>
      problem === undefined
        ? { name: 'link', state: 'ok', detail: `says it to ${nameOf(settings.server)}` }
        : {
            name: 'link',
            state: 'down',
            detail: `${nameOf(settings.server)}: ${problem}; ${batches.bytes()} bytes wait`,
            remedy: 'start the StatsD server, or set link.server to its address',
          },
    reconfigure(next) {
      const moved = !isDeepStrictEqual(settings.server, next.server);
      settings = next;
      if (moved) carrier.moveTo(next.server);
    },
    close: carrier.close,
  };
}
