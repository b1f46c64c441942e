import type { Writable } from 'node:stream';
import { StatsD } from 'hot-shots';
import type { Event } from '../event.ts';
import type { Tags } from '../metric.ts';

/** How our own services say things in StatsD. */
export interface StatsdClient {
  count(name: string, value: number, tags?: Tags): void;
  gauge(name: string, value: number, tags?: Tags): void;
  /** `value` in milliseconds. */
  timing(name: string, value: number, tags?: Tags): void;
  set(name: string, value: string, tags?: Tags): void;
  /** Sent as a DogStatsD event, which keeps whole seconds of the time. */
  event(event: Event): void;
  /** Hands everything on to the link. */
  flush(): void;
  /** Flushes, and ends the link. */
  close(): Promise<void>;
}

/** Lines are handed to the link in pieces of up to this many bytes. */
const pieceBytes = 32_768;

/**
 * A hot-shots client that writes to a link of its own (memory-link.ts, socket-link.ts). `tags` go with every metric.
 */
export function createStatsdClient(link: Writable, tags: Tags): StatsdClient {
  const client = new StatsD({
    protocol: 'stream',
    stream: link,
    globalTags: { ...tags },
    maxBufferSize: pieceBytes,
    bufferFlushInterval: 1000,
    includeDataDogTags: false,
    originDetection: false,
    errorHandler: () => {}, // the link counts what it drops
  });
  return {
    count: (name, value, own) => client.increment(name, value, { ...own }),
    gauge(name, value, own) {
      // The protocol reads a sign as "change by": a negative value is set by way of zero.
      if (value < 0) client.gauge(name, 0, { ...own });
      client.gauge(name, value, { ...own });
    },
    timing: (name, value, own) => client.timing(name, value, { ...own }),
    set: (name, value, own) => client.set(name, value, { ...own }),
    event: ({ time, title, text, tags: own }) =>
      client.event(title, text, { date_happened: new Date(time) }, { ...own }),
    flush: () => client.flush(),
    close: () => new Promise(resolve => client.close(() => resolve())),
  };
}
