import type { Config } from '../../shared/config/schema.ts';
import type { BatchTaker } from '../../shared/delivery/batch.ts';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import { createSwitchedBinding } from '../../shared/lifecycle/switched-binding.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import type { Part } from '../../shared/part.ts';
import type { SelfMetrics } from '../../shared/self-metrics.ts';
import type { Ingest } from './ingest.ts';
import { untilParted } from './quiet.ts';
import { countReaders } from './readers.ts';
import { listenTcp } from './tcp.ts';
import { listenUdp } from './udp.ts';
import { reportUdp } from './udp-metrics.ts';
import { listenUnix } from './unix.ts';
import { unixProblems } from './unix-problems.ts';

/** What listeners work with. */
export interface ListenersOptions {
  /** As it is now. */
  readonly config: () => Config['statsd'];
  readonly ingest: Ingest;
  readonly taker: BatchTaker;
  /** Asked after each piece of a stream: no more is read of it until this resolves, if there is something to wait for. */
  readonly hold: () => Promise<void> | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
}

/** Everything that lines come in by from outside. */
export interface Listeners {
  /** Listens as the configuration says now; resolves when that is tried. */
  apply(): Promise<void>;
  parts(): Part[];
  /** The ports it got; undefined where it is not bound. */
  ports(): { readonly udp: number | undefined; readonly tcp: number | undefined };
  /** Resolves once no client of a stream is left, or after so many milliseconds. */
  untilParted(milliseconds: number): Promise<void>;
  /** Reads what has arrived, and listens no more. */
  close(): Promise<void>;
}

/** UDP, TCP and a unix socket, of which none listens before `apply`. */
export function createListeners({
  config,
  ingest,
  taker,
  hold,
  clock,
  logger,
  selfMetrics,
}: ListenersOptions): Listeners {
  const maxLineBytes = () => config().max_line_bytes;
  const readersLost = selfMetrics.counter('tidegauge.statsd.readers.lost').add;
  const onRefused = selfMetrics.counter('tidegauge.statsd.connections.refused').add;
  const broken = (transport: string) => selfMetrics.counter('tidegauge.statsd.packets.broken', { transport });
  const [brokenUnix, brokenTcp] = [broken('unix'), broken('tcp')];
  const streams = { maxLineBytes, ingest, hold, onRefused: () => onRefused() };
  const listening = { portKey: 'statsd.port', clock, logger };

  const udp = createSwitchedBinding(
    {
      ...listening,
      name: 'StatsD over UDP',
      async bind(address) {
        const { readers, warning } = countReaders(config().readers);
        if (warning) logger.warn(warning);
        const outcome = await listenUdp(address, { readers, ingest });
        if (outcome.ok) void outcome.value.lost?.then(() => readersLost());
        return outcome;
      },
    },
    'statsd.udp',
  );
  const tcp = createSwitchedBinding(
    {
      ...listening,
      name: 'StatsD over TCP',
      bind: address => listenTcp(address, { ...streams, taker, clock, onBroken: () => brokenTcp.add() }),
    },
    'statsd.tcp',
  );
  const unix = createSwitchedBinding(
    {
      ...listening,
      name: 'StatsD over a unix socket',
      portKey: 'statsd.socket',
      place: ({ host }) => host,
      problems: unixProblems,
      bind: ({ host }) => listenUnix(host, { ...streams, onBroken: () => brokenUnix.add() }),
    },
    'statsd.socket',
  );
  const connections = () => (tcp.current()?.connections() ?? 0) + (unix.current()?.connections() ?? 0);

  selfMetrics.gauge('tidegauge.statsd.connections', connections);
  const udpMetrics = reportUdp(selfMetrics, udp.current);

  return {
    async apply() {
      udpMetrics.note();
      const { host, port, readers, socket, ...enabled } = config();
      await Promise.all([
        udp.apply({ host, port, enabled: enabled.udp, variant: String(readers) }),
        tcp.apply({ host, port, enabled: enabled.tcp }),
        unix.apply({ host: socket ?? '', port: 0, enabled: socket !== undefined }),
      ]);
    },
    parts: () => [udp.part(), tcp.part(), ...(config().socket === undefined ? [] : [unix.part()])],
    ports: () => ({ udp: udp.current()?.port, tcp: tcp.current()?.port }),
    untilParted: milliseconds => untilParted(connections, milliseconds),
    async close() {
      udpMetrics.note();
      await Promise.all([udp.close(), tcp.close(), unix.close()]);
      udpMetrics.close();
    },
  };
}
