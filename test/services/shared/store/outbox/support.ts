import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Event } from '../../../../../services/shared/event.ts';
import { failure, success } from '../../../../../services/shared/outcome.ts';
import type { Point } from '../../../../../services/shared/point.ts';
import { createSelfMetrics } from '../../../../../services/shared/self-metrics.ts';
import type { WriteOutcome } from '../../../../../services/shared/store/metric-store.ts';
import { type OutboxOptions, openOutbox } from '../../../../../services/shared/store/outbox/outbox.ts';
import { createFakeClock } from '../../../../support/fake-clock.ts';
import { createKeepingLogger } from '../../../../support/keeping-logger.ts';
import { createRecordingClient } from '../../../../support/recording-client.ts';
import { scratchDirectory } from '../../../../support/scratch.ts';
import { until } from '../../../../support/until.ts';

/** Points named by one letter each. */
export const points = (letters: string): Point[] =>
  [...letters].map(metric => ({ metric, tags: {}, fields: { value: 1 }, time: 0 }));
/** Events titled by one letter each. */
export const events = (letters: string): Event[] => [...letters].map(title => ({ time: 0, title, text: '', tags: {} }));

/** What the store does: takes all but `x`, is away, answers not before it is released, or has a bug. */
export type Behaviour = 'takes' | 'away' | 'hangs' | 'breaks';

/** A store that writes down what it is asked to write, with the second of the clock. */
function createScriptedStore(now: () => number, behaviour: Behaviour) {
  const writes: string[] = [];
  let release = () => {};
  async function write(names: string): Promise<WriteOutcome> {
    writes.push(`${now() / 1000}s ${names}`);
    if (store.behaviour === 'hangs') {
      await new Promise<void>(resolve => {
        release = resolve;
      });
    }
    if (store.behaviour === 'breaks') throw new TypeError('a bug');
    if (store.behaviour === 'away') return failure({ kind: 'retry', message: 'nobody home' });
    if (names.includes('x')) return failure({ kind: 'refused', message: 'x is bad' });
    return success(names.length);
  }
  const store = {
    behaviour,
    write: (items: readonly Point[]) => write(items.map(({ metric }) => metric).join('')),
    writeEvents: (items: readonly Event[]) => write(items.map(({ title }) => title).join('')),
    release: () => release(),
    /** Waits for so many writes more than were taken, and takes them. */
    async takes(count: number): Promise<string[]> {
      await until(() => writes.length >= count, `${count} writes, of which there are ${writes.join(', ')}`);
      return writes.splice(0);
    },
    takeWrites: () => writes.splice(0),
  };
  return store;
}

/** What can be told of an outbox before it is opened. */
export interface Setting
  extends Partial<Pick<OutboxOptions, 'directory' | 'maxSize' | 'maxAge' | 'maxUnwritten' | 'witness'>> {
  readonly behaviour?: Behaviour;
}

/** An outbox in a directory of its own, whose clock stands at 0, before a scripted store. */
export async function openScripted(t: TestContext, { behaviour = 'takes', ...bounds }: Setting = {}) {
  // Before the directory is removed, which was registered later otherwise.
  t.after(async () => {
    store.behaviour = 'takes';
    store.release();
    const drained = outbox.drain(0);
    await clock.advance(0);
    await drained;
  });
  const directory = bounds.directory ?? join(await scratchDirectory(t), 'outbox');
  const clock = createFakeClock(0);
  const logger = createKeepingLogger();
  const selfMetrics = createSelfMetrics();
  const client = createRecordingClient();
  const store = createScriptedStore(clock.now, behaviour);
  const outbox = await openOutbox({
    maxSize: 1e9,
    maxAge: 86_400_000,
    ...bounds,
    directory,
    store,
    clock,
    logger,
    selfMetrics,
  });
  const files = async () => (await readdir(directory).catch(() => [])).sort();
  const report = () => {
    selfMetrics.report(client);
    return client.take();
  };
  return {
    directory,
    clock,
    logger,
    store,
    outbox,
    files,
    /** Waits for these files and no others. */
    async lie(...names: readonly string[]) {
      await until(async () => (await files()).join() === names.join(), `the files ${names.join(', ')}`);
    },
    /** Pushes and commits, as a flush does. */
    flush(letters: string) {
      outbox.push(points(letters));
      outbox.commit();
    },
    /** All self-metrics. */
    report,
    /** Those that are not zero. */
    metrics: () => report().filter(line => !/ 0 /.test(line)),
  };
}
