import type { Batch, BatchSource } from './batch.ts';
import { createBatchQueue } from './batch-queue.ts';
import { cutLines } from './cut-lines.ts';

/** Bytes of a batch's lines, from which on they become several: the server takes no batch that is too long. */
const mostOfBatch = 8_388_608;

/** The batches of one client on their way, in their order. */
export interface Outgoing extends BatchSource {
  /** Makes the next batch of these lines, or several when they are many, which may be sent when `ready` says so. */
  add(lines: Buffer): readonly Batch[];
  /** All up to this number may be sent. */
  ready(number: number): void;
  /** Goes on as another client: what waits, which is answered, gets numbers from 1 on, and may be sent when `ready` says so. */
  renew(client: string): readonly Batch[];
  /** Calls this when {@link BatchSource.greeted} finds that it must go on as another client. */
  onStranger(listener: () => void): void;
  /** The number of the last batch that was made. */
  last(): number;
  /** The number up to which the server has all for good. */
  done(): number;
  /** Bytes of the batches that wait. */
  bytes(): number;
  /** Resolves when none waits. */
  emptied(): Promise<void>;
  /** Told of each number up to which the server has all. */
  onDone(listener: (number: number) => void): void;
}

/** No batch yet. `left`: those of a process before this one, all of which may be sent; `last`: the number of its last. */
export function createOutgoing(id: string, last = 0, left: readonly Batch[] = []): Outgoing {
  let client = id;
  const queue = createBatchQueue();
  for (const batch of left) queue.add(batch);
  let made = last;
  let sendable = last;
  let done = left[0] ? left[0].number - 1 : last;
  let onMore = () => {};
  let onStranger = () => {};
  const onDone: ((number: number) => void)[] = [];
  const atEmpty: (() => void)[] = [];
  const addAll = (pieces: readonly Buffer[]) =>
    pieces.map(lines => {
      const batch = { number: ++made, lines };
      queue.add(batch);
      return batch;
    });

  /** That number is what the server has for good. */
  function acknowledged(number: number): void {
    if (number <= done) return;
    done = Math.min(number, made);
    queue.acknowledge(done);
    for (const listener of onDone) listener(done);
    if (queue.bytes() === 0) for (const resolve of atEmpty.splice(0)) resolve();
  }

  return {
    client: () => client,
    add: lines => addAll(cutLines(lines, mostOfBatch)),
    greeted(number) {
      if (number > made) {
        sendable = 0;
        onStranger();
        return false;
      }
      acknowledged(number);
      return true;
    },
    renew(next) {
      client = next;
      made = sendable = done = 0;
      return addAll(queue.takeAll().map(({ lines }) => lines));
    },
    onStranger(listener) {
      onStranger = listener;
    },
    ready(number) {
      sendable = Math.max(sendable, number);
      onMore();
    },
    after(number) {
      const batch = queue.after(number);
      return batch && batch.number <= sendable ? batch : undefined;
    },
    acknowledged,
    last: () => made,
    done: () => done,
    bytes: queue.bytes,
    emptied: () => (queue.bytes() === 0 ? Promise.resolve() : new Promise(resolve => atEmpty.push(resolve))),
    onMore(listener) {
      onMore = listener;
    },
    onDone: listener => void onDone.push(listener),
  };
}
