import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { carryDirectly } from '../../../../services/shared/delivery/direct-carrier.ts';
import { openSpooledLink } from '../../../../services/shared/delivery/spooled-link.ts';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import type { createKeepingTaker } from '../../../support/batch-taker.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import type { ModelDisk } from '../../../support/model-disk/model-disk.ts';
import { mount } from '../../../support/model-disk/mount.ts';

/** A reader of numbers from 1 on, which says each and keeps how far it came: `1:1|c`, `2:1|c` … */
export function startReader(disk: ModelDisk, server: ReturnType<typeof createKeepingTaker>, random: () => number) {
  const directory = `${mount(disk)}/spool`;
  const clock = createFakeClock();
  let read = 0;
  let kept = 0;
  /** Batches on their way to the server, in their order; they arrive though the reader ends. */
  let way: Promise<void> = Promise.resolve();

  async function start() {
    const opened = await openSpooledLink({
      ...{ name: 'reader', directory, clock, logger: createKeepingLogger(), selfMetrics: createSelfMetrics() },
      maxQueuedBytes: () => 1e9,
      segmentBytes: 600,
    });
    assert.ok(opened.ok, opened.ok ? '' : opened.reason);
    const link = opened.value;
    for (const state of link.recovered ? [link.recovered.whole, ...link.recovered.changes] : []) read = Number(state);
    kept = read;
    link.keepState(
      {
        changes() {
          const changed = read === kept ? undefined : String(read);
          kept = read;
          return changed;
        },
        whole: () => String(read),
      },
      () => {},
    );
    carryDirectly(link.batches, {
      last: server.last,
      async take(client, batch) {
        const before = way;
        way = (async () => {
          await before;
          for (let left = Math.floor(random() * 4); left > 0; left--) await turn();
          await server.take(client, batch);
        })();
        await way;
        for (let left = Math.floor(random() * 4); left > 0; left--) await turn();
      },
    });
    return link;
  }

  const link = start();
  return {
    link,
    read: () => read,
    async step() {
      const { stream, commit } = await link;
      for (let more = Math.floor(random() * 4); more > 0; more--) stream.write(`${++read}:1|c\n`);
      if (random() < 0.5) commit();
    },
  };
}
