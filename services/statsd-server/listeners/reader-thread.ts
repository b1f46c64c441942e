import { Worker } from 'node:worker_threads';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { createRingMemory, createRingReader, type TakePacket } from './ring.ts';
import { startRingDrain } from './ring-drain.ts';
import type { ReaderMessage, ReaderTask } from './udp-reader.ts';
import { udpReaderCode } from './udp-reader-code.ts';
import type { UdpPlace } from './udp-socket.ts';

/** What a pause of the main thread may bring in: at 20 MB/s 0.4 s. Only what is used of it is real memory. */
const ringBytes = 8 * 1024 * 1024;

/** A thread that reads a UDP socket. */
export interface ReaderThread {
  readonly port: number;
  /** As {@link UdpSocket} has it. */
  readonly receiveBuffer: number;
  /** Resolves with the reason when the thread ends by itself. */
  readonly lost: Promise<string>;
  /** Ends the thread and its socket, and hands on what it had read. */
  end(): Promise<void>;
}

/** Starts a thread that binds a socket of its own; each of its datagrams is handed to `take` on this thread. */
export async function startReaderThread(
  place: UdpPlace,
  take: TakePacket,
): Promise<Outcome<ReaderThread, NodeJS.ErrnoException>> {
  const ring = createRingMemory(ringBytes);
  const task: ReaderTask = { ...place, ring };
  const code = await udpReaderCode().catch((error: Error) => error);
  if (code instanceof Error) return failure(code);
  const worker = new Worker(code, {
    eval: true,
    name: 'udp-reader',
    workerData: task,
    // Nothing of what the main thread was started with: an `--import tsx` would cost it 30 MB.
    execArgv: [],
    env: {},
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 },
  });
  const drain = startRingDrain(createRingReader(ring), take);
  let ending = false;
  let reason = 'its thread ended';
  const lost = new Promise<string>(resolve => {
    worker.on('error', error => {
      reason = `its thread ended: ${error.message}`;
    });
    worker.on('exit', () => {
      if (!ending) resolve(reason);
    });
  });
  const end = async () => {
    ending = true;
    await worker.terminate();
    drain.finish();
  };
  const bound = await new Promise<Exclude<ReaderMessage, { kind: 'wake' }>>(resolve => {
    worker.on('message', (message: ReaderMessage) => {
      if (message.kind === 'wake') drain.wake();
      else resolve(message);
    });
    void lost.then(message => resolve({ kind: 'failed', code: undefined, message }));
  });
  if (bound.kind === 'bound') return success({ port: bound.port, receiveBuffer: bound.receiveBuffer, lost, end });
  await end();
  return failure(Object.assign(new Error(bound.message), { code: bound.code }));
}
