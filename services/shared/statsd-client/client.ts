import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { StatsD } from 'hot-shots';
import type { Event } from '../event.ts';
import type { Tags } from '../metric.ts';
import { createValuePacks } from './value-packs.ts';

declare module 'hot-shots' {
  interface StatsD {
    /** Sends a line, to which it adds the tags; public, but not in the package's types. */
    send(line: string, tags: Tags): void;
  }
}

/** How our own services say things in StatsD. Once it is closed, nothing said is heard. */
export interface StatsdClient {
  count(name: string, value: number, tags?: Tags): void;
  gauge(name: string, value: number, tags?: Tags): void;
  /** Adds to what the gauge is, or takes off. */
  gaugeDelta(name: string, change: number, tags?: Tags): void;
  /** `value` in milliseconds; `times` is how often it was measured, once if left out. */
  timing(name: string, value: number, tags?: Tags, times?: number): void;
  /** As a timing, of any unit. */
  histogram(name: string, value: number, tags?: Tags, times?: number): void;
  /** As a timing, of any unit, under the name that DogStatsD has for it. */
  distribution(name: string, value: number, tags?: Tags, times?: number): void;
  set(name: string, value: string, tags?: Tags): void;
  /** Sent as a DogStatsD event, which keeps whole seconds of the time. */
  event(event: Event): void;
  /** Hands everything on to the link. */
  flush(): void;
  /** Flushes, and ends the link: what its server has not taken after a while is given up, which the link counts. */
  close(): Promise<void>;
}

/** Lines are handed to the link in pieces of up to this many bytes: few, since hot-shots counts them anew with each line. */
const pieceBytes = 4096;

/** Milliseconds that {@link StatsdClient.close} waits for the server by default. */
const longestClose = 5000;

/**
 * A hot-shots client that writes to a link of its own (services/shared/delivery/). `tags` go with every metric.
 * What the protocol reserves in names and tags becomes `_`.
 */
export function createStatsdClient(link: Writable, tags: Tags, closeWithin = longestClose): StatsdClient {
  const client = new StatsD({
    protocol: 'stream',
    stream: link,
    globalTags: { ...tags },
    maxBufferSize: pieceBytes,
    bufferFlushInterval: 1000,
    closingFlushInterval: 1,
    // Otherwise variables meant for Datadog's own clients would change what is sent.
    datadog: false,
    includeDataDogTags: false,
    errorHandler: () => {}, // the link counts what it drops
  });
  let open = true;
  const packs = createValuePacks((line, own) => client.send(line, { ...own }));
  const whileOpen =
    <Arguments extends unknown[]>(say: (...said: Arguments) => void) =>
    (...said: Arguments) => {
      if (!open) return;
      packs.end();
      say(...said);
    };
  const repeated =
    (type: string) =>
    (name: string, value: number, own?: Tags, times = 1) => {
      if (open) packs.add(type, name.replace(reserved, '_'), value, own, times);
    };
  return {
    // The sample rate is spelled out (none): in its place a tag named `timestamp` or `tags` would pass for an option.
    count: whileOpen((name, value, own) => client.increment(name, value, undefined, { ...own })),
    gauge: whileOpen((name, value, own) => {
      // The protocol reads a sign as "change by": a negative value is set by way of zero.
      if (value < 0) client.gauge(name, 0, undefined, { ...own });
      client.gauge(name, value, undefined, { ...own });
    }),
    gaugeDelta: whileOpen((name, change, own) => client.gaugeDelta(name, change, undefined, { ...own })),
    timing: repeated('ms'),
    histogram: repeated('h'),
    distribution: repeated('d'),
    set: whileOpen((name, value, own) => client.set(name, value.replace(reserved, '_'), undefined, { ...own })),
    event: whileOpen(event => client.send(eventLine(event), event.tags)),
    flush: whileOpen(() => client.flush()),
    async close() {
      if (!open) return;
      packs.end();
      client.flush();
      open = false;
      link.end();
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), closeWithin);
      // It rejects when the time is over, or when the link is destroyed already.
      await finished(link, { signal: limit.signal }).catch(() => {});
      clearTimeout(timer);
      link.destroy();
      client.close(); // only to stop its timer: it would destroy a link that still has something to send
    },
  };
}

/** hot-shots cleans names and tags, but takes the elements of a set, and whole lines, as they are. */
const reserved = /[:|\r\n]/g;

/** hot-shots' own would give the lengths in UTF-16 units, and let a title go over the end of the line. */
function eventLine({ time, title, text }: Event): string {
  const line = title.replace(/[\r\n]+/g, ' ');
  const lines = text.replace(/\r?\n/g, '\\n');
  return `_e{${Buffer.byteLength(line)},${Buffer.byteLength(lines)}}:${line}|${lines}|d:${Math.floor(time / 1000)}`;
}
