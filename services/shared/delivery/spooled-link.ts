import { lockDirectory } from '../files/directory-lock.ts';
import { createRecordLog } from '../files/record-log.ts';
import { findRecords } from '../files/record-segments.ts';
import { type Outcome, success } from '../outcome.ts';
import { createBatchStream } from './batch-stream.ts';
import { createClientId } from './client-id.ts';
import type { Link, LinkOptions } from './link.ts';
import { createOutgoing } from './outgoing.ts';
import { type Recovered, recoverSpool, spoolRecord } from './spool-records.ts';

/** Tells the state to go on from, as it is after what was said until now. */
export interface StateTeller {
  /** What has changed since this or `whole` was called last; undefined when nothing did. */
  changes(): string | undefined;
  /** All of it. */
  whole(): string;
}

/** A link that keeps on disk what waits, each batch together with the state to go on from after it. */
export interface SpooledLink extends Link {
  /** What the last run left; undefined at the first start. */
  readonly recovered: Recovered | undefined;
  /** What was said since the last call becomes a batch, together with the state as it is now. */
  commit(): void;
  /**
   * From now on this tells the state; before it there are no records. `onMuch` is called, in a turn of its own, when so
   * much was said that it should be made a batch.
   */
  keepState(state: StateTeller, onMuch: () => void): void;
}

/** What a spooled link works with. */
export interface SpooledLinkOptions extends LinkOptions {
  /** Its own; made when it is needed. */
  readonly directory: string;
  /** That of its log. */
  readonly segmentBytes?: number;
}

/** How often a record is made where nothing is said and nothing changes, milliseconds: it tells until when this was so. */
const recordAnyway = 60_000;
/** Bytes of lines from which on they should be made a batch. */
const much = 4_194_304;

/** Opens the spool in `directory`; or says why it cannot be used. */
export async function openSpooledLink(options: SpooledLinkOptions): Promise<Outcome<SpooledLink>> {
  const { name, directory, clock, logger, selfMetrics, maxQueuedBytes } = options;
  const locked = await lockDirectory(directory, name, logger);
  if (!locked.ok) return locked;
  const found = await findRecords('spool', directory, logger);
  if (!found.ok) {
    await locked.value();
    return found;
  }
  const recovered = recoverSpool(found.value.records);
  const batches = createOutgoing(recovered?.client ?? createClientId(name), recovered?.last, recovered?.left);
  selfMetrics.gauge('tidegauge.link.queued', batches.bytes);
  const log = createRecordLog({
    directory,
    found: found.value,
    lastNumber: batches.last(),
    clock,
    segmentBytes: options.segmentBytes,
    onFault(fault) {
      if (fault === undefined) logger.info('the spool can be written again');
      else logger.error(`the spool ${directory} cannot be written, so nothing more is read: ${fault}`);
    },
  });
  let state: StateTeller | undefined;
  let onMuch = () => {};
  let asked = false;
  let lastRecord = Number.NEGATIVE_INFINITY;
  let isStranger = false;
  batches.onStranger(() => {
    if (!isStranger)
      logger.error(`the StatsD server knows batches that this spool never had: was ${directory} put back, or copied?`);
    isStranger = true;
  });
  batches.onDone(log.done);
  log.done(batches.done());

  function commit(anyway = false): void {
    if (!state) return;
    const at = clock.now();
    const changes = state.changes();
    const lines = stream.take();
    if (lines.length === 0 && changes === undefined && !anyway && !isStranger && at - lastRecord < recordAnyway) return;
    lastRecord = at;
    const again = isStranger ? batches.renew(createClientId(name)) : [];
    // The numbers up to which the client before was done say nothing of this one's.
    if (isStranger) log.done(0);
    const made = [...again, ...batches.add(lines)];
    const [number, done, wantsFresh] = [batches.last(), batches.done(), isStranger];
    isStranger = false;
    const told = (fresh: boolean) => (fresh ? { client: batches.client(), whole: state!.whole() } : { changes });
    const record = (fresh: boolean) => spoolRecord({ number, at, done, ...told(fresh) }, made);
    void log.append(number, record, wantsFresh).then(() => batches.ready(number));
  }

  const stream = createBatchStream({
    now: clock.now,
    onWrite() {
      if (asked || stream.gathered() < much) return;
      asked = true;
      setImmediate(() => {
        asked = false;
        onMuch();
      });
    },
    onEnd() {
      commit(true);
      return batches.emptied();
    },
  });
  return success({
    stream,
    batches,
    recovered,
    commit: () => commit(),
    congestion() {
      const fault = log.fault();
      if (fault !== undefined) return `the disk takes nothing: ${fault}`;
      return batches.bytes() + stream.gathered() > maxQueuedBytes() ? 'link.max_queued is full' : undefined;
    },
    keepState(teller, whenMuch) {
      state = teller;
      onMuch = whenMuch;
    },
    async close() {
      await log.close();
      await locked.value();
      const left = batches.bytes();
      if (left > 0) logger.info(`${left} bytes wait in the spool: the next start brings them to the StatsD server`);
    },
  });
}
