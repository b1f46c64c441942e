import { rm } from 'node:fs/promises';
import type { Event } from '../../event.ts';
import { faultOf } from '../../files/fault.ts';
import { type Clock, within } from '../../lifecycle/clock.ts';
import type { Logger } from '../../logging/logger.ts';
import { failure } from '../../outcome.ts';
import type { Part } from '../../part.ts';
import type { Point } from '../../point.ts';
import type { SelfMetrics } from '../../self-metrics.ts';
import { keepFinite } from '../finite-points.ts';
import type { MetricStore, WriteOutcome } from '../metric-store.ts';
import { createCourier } from './courier.ts';
import { createDelivery } from './delivery.ts';
import { type Entry, entryPath, type Kind } from './entry.ts';
import { createLane, type Lane } from './lane.ts';
import { createLedger } from './ledger.ts';
import { findLeftovers } from './leftovers.ts';
import { decodePoints } from './point-columns.ts';
import { decodeEvents, eventRecords, pointRecords, type SizedRecord } from './records.ts';
import { createSpooler } from './spooler.ts';
import { watchOutbox } from './status.ts';
import type { OutboxWitness } from './witness.ts';

/** What stands between the flush and the store. It never throws, and never holds up whoever calls it. */
export interface Outbox {
  /** Takes some of the points of a flush. Values that are not finite end here, whatever the store. */
  push(points: readonly Point[]): void;
  /** The same for events, which are written when no points wait. */
  pushEvents(events: readonly Event[]): void;
  /** Ends a flush: what was pushed goes to disk as a whole, and then to the store. */
  commit(): void;
  /** Whether the disk and the store take what they are given, and how much waits. */
  status(): Part;
  /**
   * Commits, and tries on until the store has everything, for at most so many milliseconds. What is left then stays on
   * disk for the next start; what comes later is lost.
   */
  drain(milliseconds: number): Promise<void>;
}

/** What the outbox works with. */
export interface OutboxOptions {
  /** Its own; made when it is needed. */
  readonly directory: string;
  readonly store: Pick<MetricStore, 'write' | 'writeEvents'>;
  /** Bytes on disk at most. */
  readonly maxSize: number;
  /** Milliseconds. */
  readonly maxAge: number;
  /** Bytes that memory holds at most while the disk takes nothing, of points and of events; 64 MiB if left out. */
  readonly maxUnwritten?: number;
  readonly witness?: OutboxWitness;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
}

const noWitness: OutboxWitness = { closed() {}, async ready() {}, async settled() {} };

const shareOf: Readonly<Record<Kind, number>> = { points: 0.9, events: 0.1 };
/** Points in one write to the store, as far as there are: a write costs the embedded store a transaction. */
const pointsPerWrite = 5000;

/** Opens the outbox, and begins to write what a process before this one left in it. */
export async function openOutbox(options: OutboxOptions): Promise<Outbox> {
  const { directory, store, maxSize, maxAge, maxUnwritten = 64 * 1024 * 1024, witness = noWitness } = options;
  const { clock, logger, selfMetrics } = options;
  const ledger = createLedger({ clock, logger, selfMetrics });
  const found = await findLeftovers(directory);
  if (!found.ok) logger.warn(`what lies in the outbox is left alone: ${found.reason}`);
  const leftovers = found.ok ? found.value : [];
  let last = leftovers.at(-1)?.number ?? 0;
  let ended = false;

  let removed: Promise<unknown> = Promise.resolve();
  function removeFile(entry: Entry): void {
    const remove = () => rm(entryPath(directory, entry), { force: true });
    removed = removed.then(remove).catch(error => {
      logger.warn(`a file that is done with stays in the outbox: ${faultOf(error).message}`);
    });
  }

  const spooler = createSpooler({
    directory,
    clock,
    witness,
    onWritten: ({ kind, state }, bytes) => {
      if (state !== 'gone') lanes[kind].wrote(bytes);
    },
    onChange() {
      ledger.disk(spooler.fault());
      delivery.wake();
    },
    onLost(entry) {
      ledger.damaged(entry, 'it was removed before it was complete');
      lanes[entry.kind].remove(entry);
      delivery.wake();
    },
  });
  const createLaneOf = (kind: Kind): Lane =>
    createLane({
      kind,
      leftovers,
      maxSize: maxSize * shareOf[kind],
      maxUnwritten,
      nextNumber: () => ++last,
      now: clock.now,
      onGone(entry, kept) {
        void witness.settled(entry.number);
        if (kept) removeFile(entry);
        else spooler.changed(entry);
      },
      onDropped: ledger.pushedOut,
    });
  const lanes = { points: createLaneOf('points'), events: createLaneOf('events') };
  const allLanes = Object.values(lanes);
  const expire = () => {
    for (const lane of allLanes) lane.expire(clock.now() - maxAge);
  };

  /** A store should not reject; if one does all the same, its points wait as when it is out of reach. */
  async function attempt(write: () => Promise<WriteOutcome>): Promise<WriteOutcome> {
    // Of items that are written in parts, because the store refused them, no more part begins after the end.
    if (ended) return failure({ kind: 'retry', message: 'everything stops' });
    try {
      return await write();
    } catch (error) {
      return failure({ kind: 'retry', message: faultOf(error).message });
    }
  }

  const common = { directory, unkept: () => spooler.fault() !== undefined, ledger, ended: () => ended };
  const couriers = [
    createCourier({
      ...common,
      lane: lanes.points,
      decode: decodePoints,
      enough: pointsPerWrite,
      write: items => attempt(() => store.write(items)),
    }),
    createCourier({
      ...common,
      lane: lanes.events,
      decode: decodeEvents,
      enough: 1,
      write: items => attempt(() => store.writeEvents(items)),
    }),
  ];
  let onEmpty = () => {};
  const isEmpty = () => allLanes.every(lane => lane.entries().length === 0);
  const delivery = createDelivery({
    couriers,
    clock,
    onIdle() {
      if (!isEmpty()) return;
      ledger.caughtUp();
      onEmpty();
    },
  });
  const status = watchOutbox({ directory, lanes: allLanes, couriers, spooler, ledger, clock, selfMetrics });

  function put(kind: Kind, records: Iterable<SizedRecord>): void {
    for (const { record, items } of records) {
      if (ended) {
        ledger.ended(items, 0);
        continue;
      }
      const entry = lanes[kind].put(record, items);
      if (entry) spooler.changed(entry);
    }
  }

  function commit(): void {
    const [points, events] = [lanes.points.close(), lanes.events.close()];
    witness.closed({ points: points?.number, events: events?.number });
    for (const entry of [points, events]) if (entry) spooler.changed(entry);
    expire();
    // While the disk takes nothing, it says nothing of what is committed.
    delivery.wake();
  }

  /** Items that a crash right now would lose, or keep. */
  const waiting = (kept: boolean) =>
    allLanes
      .flatMap(lane => lane.entries())
      .filter(({ state }) => (state === 'kept') === kept)
      .reduce((sum, entry) => sum + entry.waiting, 0);

  expire();
  delivery.wake();
  return {
    push(points) {
      const finite = keepFinite(points);
      ledger.notFinite(finite);
      put('points', pointRecords(finite.points));
    },
    pushEvents: events => put('events', eventRecords(events)),
    commit,
    status,
    async drain(milliseconds) {
      commit();
      const emptied = new Promise<void>(resolve => {
        onEmpty = resolve;
      });
      delivery.hurry();
      await within(clock, milliseconds, emptied);
      const underWay = couriers.reduce((sum, courier) => sum + courier.underWay(), 0);
      ended = true;
      await delivery.stop();
      await spooler.finish();
      await removed;
      const lost = spooler.fault() === undefined ? 0 : underWay;
      ledger.ended(waiting(false) + lost, waiting(true) + underWay - lost);
    },
  };
}
