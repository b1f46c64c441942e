// The thread that does nothing but read a UDP socket into a ring. It is bundled for it: see udp-reader-code.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { createRingWriter } from './ring.ts';
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

const { ring, ...place }: ReaderTask = workerData;
const say = (message: ReaderMessage) => parentPort?.postMessage(message);
const put = createRingWriter(ring, () => say({ kind: 'wake' }));
void bindUdp(place, put).then(outcome => {
  if (outcome.ok) say({ kind: 'bound', port: outcome.value.port, receiveBuffer: outcome.value.receiveBuffer });
  else say({ kind: 'failed', code: outcome.reason.code, message: outcome.reason.message });
});
