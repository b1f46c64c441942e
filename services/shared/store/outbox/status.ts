import type { Clock } from '../../lifecycle/clock.ts';
import type { Part } from '../../part.ts';
import type { SelfMetrics } from '../../self-metrics.ts';
import type { Courier } from './courier.ts';
import type { Lane } from './lane.ts';
import type { Ledger } from './ledger.ts';
import type { Spooler } from './spooler.ts';

/** What the status is read from. */
export interface OutboxStatusOptions {
  readonly directory: string;
  readonly lanes: readonly Lane[];
  readonly couriers: readonly Courier[];
  readonly spooler: Pick<Spooler, 'fault'>;
  readonly ledger: Pick<Ledger, 'outage'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly selfMetrics: SelfMetrics;
}

/** Reports how much waits and since when, and answers the part that tells whether it may go on. */
export function watchOutbox(options: OutboxStatusOptions): () => Part {
  const { directory, lanes, couriers, spooler, ledger, clock, selfMetrics } = options;
  const entries = () => lanes.flatMap(lane => lane.entries());
  const waiting = () =>
    entries().reduce((sum, entry) => sum + entry.waiting, 0) +
    couriers.reduce((sum, { underWay }) => sum + underWay(), 0);
  selfMetrics.gauge('tidegauge.store.queued', waiting);
  selfMetrics.gauge('tidegauge.store.outbox.size', () => lanes.reduce((sum, lane) => sum + lane.size(), 0));
  selfMetrics.gauge('tidegauge.store.outbox.age', () => {
    const oldest = lanes.flatMap(lane => lane.entries()[0]?.time ?? []);
    return oldest.length === 0 ? 0 : Math.max(0, clock.now() - Math.min(...oldest)) / 1000;
  });

  return () => {
    const fault = spooler.fault();
    const outage = ledger.outage();
    const name = 'outbox';
    if (fault !== undefined) {
      return {
        name,
        state: 'down',
        detail: `${waiting()} points and events wait, the newest in memory: ${fault}`,
        remedy: `make ${directory} writable, with room on its disk`,
      };
    }
    return outage === undefined
      ? { name, state: 'ok', detail: 'takes what is flushed' }
      : { name, state: 'down', detail: `${waiting()} points and events wait: ${outage}` };
  };
}
