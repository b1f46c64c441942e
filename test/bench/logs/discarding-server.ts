import type { Batch, BatchTaker } from '../../../services/shared/delivery/batch.ts';
import { systemClock } from '../../../services/shared/lifecycle/clock.ts';
import { listenTcp } from '../../../services/statsd-server/listeners/tcp.ts';

/** A server that acknowledges batches and keeps nothing but what it needs to show that all was counted. */
export interface DiscardingServer {
  readonly port: number;
  /** Whether a client has greeted it. */
  greeted(): boolean;
  /** The sum of all that came of a counter. */
  total(counter: string): number;
  close(): Promise<void>;
}

/** Listens on a free port of this machine; adds up these counters, whatever their tags. */
export async function startDiscardingServer(counters: readonly string[]): Promise<DiscardingServer> {
  const totals = new Map<string, number>();
  const last = new Map<string, number>();
  let greeted = false;
  const add = ({ lines }: Batch) => {
    const text = lines.toString('latin1');
    for (const counter of counters) {
      const said = text.matchAll(new RegExp(`^${counter.replaceAll('.', '\\.')}:(\\d+)\\|c`, 'gm'));
      for (const [, value] of said) totals.set(counter, (totals.get(counter) ?? 0) + Number(value));
    }
  };
  const taker: BatchTaker = {
    last(client) {
      greeted = true;
      return last.get(client) ?? 0;
    },
    async take(client, batch) {
      if (batch.number <= (last.get(client) ?? 0)) return;
      last.set(client, batch.number);
      add(batch);
    },
  };
  const listening = await listenTcp(
    { host: '127.0.0.1', port: 0 },
    {
      taker,
      clock: systemClock,
      ingest() {},
      maxLineBytes: () => 65_536,
      hold: () => undefined,
      onRefused() {},
      onBroken() {},
    },
  );
  if (!listening.ok) throw listening.reason;
  const { port, close } = listening.value;
  return { port, greeted: () => greeted, total: counter => totals.get(counter) ?? 0, close };
}
