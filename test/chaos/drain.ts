import { setTimeout as sleep } from 'node:timers/promises';
import { type Counts, readCounts } from './counts.ts';

/** What is waited for. */
export interface DrainOptions {
  readonly url: string;
  /** What is not as it should be yet: the difference of each such source. */
  readonly wrong: (counts: Counts) => readonly string[];
  readonly say: (message: string) => void;
}

/** What came twice may come late: so long everything has to stay as it should be, milliseconds … */
const stayRight = 4000;
/** … and so long what is missing may stand still before it is given up … */
const standStill = 25_000;
/** … in at most this time. */
const longest = 300_000;
/** How often it is told what is there, milliseconds. */
const tellInterval = 10_000;

/** Waits until all is stored, or nothing more comes; the last counts that could be read. */
export async function drain({ url, wrong, say }: DrainOptions): Promise<Counts | undefined> {
  const deadline = Date.now() + longest;
  let counts: Counts | undefined;
  let before = '';
  let changed = Date.now();
  let told = Date.now();
  while (Date.now() < deadline) {
    const read = await readCounts(url);
    if (read) {
      counts = read;
      // Not all logs: other containers of the machine say what they like.
      const now = JSON.stringify([[...read.blocks].map(([source, blocks]) => [source, [...blocks]]), wrong(read)]);
      if (now !== before || read.behind !== 0) changed = Date.now();
      before = now;
      if (Date.now() - changed > (wrong(read).length === 0 ? stayRight : standStill)) return counts;
    }
    if (Date.now() - told > tellInterval) {
      told += tellInterval;
      say(
        `waiting: ${read ? `${wrong(read).join(', ') || 'all is there'}; ${read.behind} bytes not read` : 'no answer'}`,
      );
    }
    await sleep(500);
  }
  say(`not all had come to rest after ${longest / 1000} s; ${counts?.behind ?? 'unknown'} bytes not read`);
  return counts;
}
