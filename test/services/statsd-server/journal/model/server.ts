import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Config, configSchema } from '../../../../../services/shared/config/schema.ts';
import { createSelfMetrics } from '../../../../../services/shared/self-metrics.ts';
import { keptEntries } from '../../../../../services/shared/store/outbox/leftovers.ts';
import { openOutbox } from '../../../../../services/shared/store/outbox/outbox.ts';
import { type Journal, openJournal } from '../../../../../services/statsd-server/journal/journal.ts';
import { startStatsdServer } from '../../../../../services/statsd-server/statsd-server.ts';
import { createFakeClock } from '../../../../support/fake-clock.ts';
import { createKeepingLogger } from '../../../../support/keeping-logger.ts';
import type { Ending, ModelDisk } from '../../../../support/model-disk/model-disk.ts';
import { mount } from '../../../../support/model-disk/mount.ts';
import type { createModelStore } from './store.ts';

type ModelStore = ReturnType<typeof createModelStore>;

/** So short that records of flushes, and of what is settled, often begin one. */
const segmentBytes = 1500;

/** Seconds of an interval. Room for late series is so little that clients with much that is late must wait. */
export function configOf(interval: number): Config {
  const rules = [{ match: 'slow.*', interval: '30s' }];
  const { statsd, ...rest } = configSchema.parse({
    statsd: { flush_interval: `${interval}s`, rules, max_series: 300, udp: false, tcp: false },
  });
  return { ...rest, statsd: { ...statsd, management: { ...statsd.management, enabled: false } } };
}

/** A server on a disk of the model, from its start, which may not come to its end, until it is ended or stopped. */
export function startModelServer(disk: ModelDisk, store: ModelStore, from: number, interval: number) {
  const directory = mount(disk);
  const clock = createFakeClock(from);
  const logger = createKeepingLogger();
  const selfMetrics = createSelfMetrics();
  let ended = false;
  let journal: Journal | undefined;

  async function start() {
    const outboxDirectory = join(directory, 'outbox');
    const kept = await keptEntries(outboxDirectory);
    assert.ok(kept.ok);
    const opened = await openJournal({
      directory: join(directory, 'journal'),
      kept: kept.value,
      ...{ clock, logger, segmentBytes },
    });
    assert.ok(opened.ok);
    journal = opened.value;
    const outbox = await openOutbox({
      directory: outboxDirectory,
      witness: journal.witness,
      store: store.ofRun(() => ended),
      maxSize: 1e9,
      maxAge: 86_400_000,
      ...{ clock, logger, selfMetrics },
    });
    const server = await startStatsdServer(configOf(interval), {
      writer: outbox,
      journal,
      directory,
      backends: () => [],
      host: 'test-host',
      ...{ clock, logger, selfMetrics },
    });
    return { server, outbox, journal };
  }

  const parts = start();
  let isUp = false;
  void parts.then(() => {
    isUp = true;
  });
  return {
    clock,
    logger,
    journal: () => journal,
    started: () => parts,
    isUp: () => isUp,
    end(ending: Ending) {
      ended = true;
      return disk.end(ending);
    },
    async stop() {
      const { server, outbox, journal } = await this.reached(parts);
      await this.reached(server.stop());
      await this.reached(outbox.drain(1e9));
      await this.reached(journal.close());
    },
    /** Lets time go on until that has come. */
    async reached<Value>(wanted: Promise<Value>): Promise<Value> {
      let value: { readonly value: Value } | undefined;
      void wanted.then(reached => {
        value = { value: reached };
      });
      for (let left = 50_000; left > 0 && !value; left--) await clock.advance(1000);
      assert.ok(value, 'it did not come to an end');
      return value.value;
    },
  };
}
