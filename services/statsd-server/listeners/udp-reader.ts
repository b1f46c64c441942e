// The thread that does nothing but read a UDP socket into a ring. It is bundled for it: see udp-reader-code.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { createRingWriter } from './ring.ts';
import { createRushReader } from './rush-reader.ts';
import { findDescriptor } from './socket-descriptor.ts';
import { bindUdp, type UdpPlace } from './udp-socket.ts';

/** What the thread is given. */
export interface ReaderTask extends UdpPlace {
  readonly ring: SharedArrayBuffer;
}

/** What the thread says: once how the binding went, then, without more words, that there is something for a sleeper. */
export type ReaderMessage =
  | { readonly kind: 'bound'; readonly port: number; readonly receiveBuffer: number }
  | { readonly kind: 'failed'; readonly code: string | undefined; readonly message: string }
  | { readonly kind: 'wake' };

// It is told by an error that nothing is left to read; a stack for each would cost more than what was read.
Error.stackTraceLimit = 0;
const { ring: memory, ...place }: ReaderTask = workerData;
const say = (message: ReaderMessage) => parentPort?.postMessage(message);
const ring = createRingWriter(memory, () => say({ kind: 'wake' }));
let afterPacket = () => {};

void bindUdp(place, packet => {
  ring.put(packet);
  afterPacket();
}).then(outcome => {
  if (!outcome.ok) {
    say({ kind: 'failed', code: outcome.reason.code, message: outcome.reason.message });
    return;
  }
  const { port, receiveBuffer } = outcome.value;
  const descriptor = findDescriptor(place, port);
  if (descriptor !== undefined) afterPacket = createRushReader(descriptor, ring);
  say({ kind: 'bound', port, receiveBuffer });
});
