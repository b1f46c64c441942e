import type { Batch, BatchTaker } from '../../../../../services/shared/delivery/batch.ts';
import { carryDirectly } from '../../../../../services/shared/delivery/direct-carrier.ts';
import { createOutgoing } from '../../../../../services/shared/delivery/outgoing.ts';

/** What a client said, and how far it has been told that the server has it. */
export function createModelClient(id: string, random: () => number) {
  const said: Batch[] = [];
  let batches = createOutgoing(id);
  let carrier: ReturnType<typeof carryDirectly> | undefined;
  return {
    say(lines: string) {
      said.push(...batches.add(Buffer.from(lines)));
      batches.ready(batches.last());
    },
    connect(server: BatchTaker) {
      carrier?.close();
      carrier = carryDirectly(batches, server);
    },
    /** It knows of a spool again, which may hold more than the server does not have. */
    restart(server: BatchTaker | undefined) {
      carrier?.close();
      const done = Math.floor(batches.done() * (1 - random() * random()));
      batches = createOutgoing(id, said.length, said.slice(done));
      if (server) this.connect(server);
    },
    waiting: () => batches.bytes() > 0,
  };
}
