import type { BatchSource, BatchTaker } from './batch.ts';
import type { Carrier } from './carrier.ts';

/** The way to a server in the same process. */
export function carryDirectly(source: BatchSource, server: BatchTaker): Carrier {
  let sent: number | undefined;
  let closed = false;
  const greet = () => {
    const last = server.last(source.client());
    sent = last !== undefined && source.greeted(last) ? last : undefined;
  };
  const pump = () => {
    if (sent === undefined) greet();
    if (sent === undefined) return;
    for (let batch = source.after(sent); batch && !closed; batch = source.after(sent)) {
      const { number } = batch;
      sent = number;
      void server.take(source.client(), batch).then(() => source.acknowledged(number));
    }
  };
  source.onMore(pump);
  pump();
  return {
    close() {
      closed = true;
    },
  };
}
