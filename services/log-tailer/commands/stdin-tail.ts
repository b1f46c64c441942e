import type { Readable } from 'node:stream';
import { hostTag } from '../../shared/config/paths.ts';
import type { Config } from '../../shared/config/schema.ts';
import { createMemoryLink } from '../../shared/delivery/memory-link.ts';
import { serverOf } from '../../shared/delivery/server-address.ts';
import { connectServer } from '../../shared/delivery/server-connection.ts';
import { systemClock as clock, delay } from '../../shared/lifecycle/clock.ts';
import { createLogger } from '../../shared/logging/logger.ts';
import { messageOf } from '../../shared/outcome.ts';
import { createSelfMetrics } from '../../shared/self-metrics.ts';
import { createStatsdClient, type StatsdClient } from '../../shared/statsd-client/client.ts';
import { formatOverrides } from '../formats/overrides.ts';
import { createLineKeeper } from '../inspection/kept-lines.ts';
import { createLineSplitter } from '../lines/line-splitter.ts';
import { compileRules } from '../rules/compile.ts';
import { createLogMetrics } from '../sources/log-metrics.ts';
import { switchesOf } from '../switches.ts';
import type { TailSummary } from './tail-text.ts';

/** A stream that is made metrics of. */
export interface StdinTail {
  /** Resolves when all is read, and the server has all of it or took nothing for too long. */
  readonly done: Promise<TailSummary>;
  /** Reads no further; what was read is still handed on. */
  end(): void;
}

/** What is read, and how. */
export interface StdinTailOptions {
  /** That of the source. */
  readonly name: string;
  /** Milliseconds that the server may take nothing while something waits for it. */
  readonly wait: number;
  readonly stdin: Readable;
  /** Told in a line what goes wrong. */
  readonly say: (text: string) => void;
}

/** How often metrics are said, milliseconds. */
const reportInterval = 1000;
/** How often it is looked whether the server has taken something, milliseconds. */
const patience = 20;
/** Bytes of metrics that may wait while it is read on; beyond, the stream itself is what waits. */
const mostWaiting = 1_048_576;

/** Reads `stdin` through formats and rules, for the server at `link.server`. The rules have been checked. */
export function createStdinTail(config: Config, { name, wait, stdin, say }: StdinTailOptions): StdinTail {
  const logger = createLogger('warn', 'tail', line => say(line.trimEnd()));
  const selfMetrics = createSelfMetrics();
  const link = createMemoryLink({
    ...{ name: 'tail', clock, logger, selfMetrics },
    maxQueuedBytes: () => Number.POSITIVE_INFINITY, // bounded by mostWaiting: nothing is dropped
  });
  const server = connectServer(link.batches, config, { clock, logger });
  const { statsd, levels } = countingLevels(createStatsdClient(link.stream, { host: hostTag(config) }, 0));
  const rules = compileRules(config.logs.rules);
  const counter = {
    value: 0,
    add(by = 1) {
      counter.value += by;
    },
  };
  const metrics = createLogMetrics({
    ...{ statsd, clock, formatOf: formatOverrides(config), rules: rules.ok ? rules.value : [] },
    switches: switchesOf(config.logs),
    lines: counter,
    keeper: createLineKeeper(clock.now, false),
  });
  const maxLine = config.logs.max_line;
  const log = metrics.open(name, { file: name });
  let cut = 0;
  const onTruncated = () => {
    cut += 1;
  };
  const splitter = createLineSplitter(log, { maxLine, room: { left: 2 * maxLine + 2 }, onTruncated });

  let progress = clock.now();
  link.batches.onDone(() => {
    progress = clock.now();
  });
  const gaveUp = () => clock.now() - progress > wait;
  /** Waits until no more than so much waits for the server, or that takes nothing. */
  const drainTo = async (most: number) => {
    while (link.batches.bytes() > most && !gaveUp()) await delay(clock, patience);
  };

  let bytes = 0;
  let reported = clock.now();
  const report = async () => {
    metrics.report();
    statsd.flush();
    // Batches are made when the call is over.
    await delay(clock, 0);
    if (link.batches.bytes() === 0) progress = clock.now();
  };
  const timer = setInterval(() => void report(), reportInterval);

  let isEnded = false;
  const run = async (): Promise<TailSummary> => {
    let failure: string | undefined;
    try {
      for await (const chunk of stdin) {
        const piece: Buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        bytes += piece.length;
        splitter.feed(piece, 0, piece.length);
        if (clock.now() - reported < reportInterval) continue;
        reported = clock.now();
        await report();
        await drainTo(mostWaiting);
        if (gaveUp()) break;
      }
    } catch (error) {
      // Of an end that was asked for the stream makes an error too.
      if (!isEnded) failure = messageOf(error);
    }
    clearInterval(timer);
    splitter.end();
    const format = metrics.observe()[0]?.format;
    log.close();
    await report();
    progress = clock.now();
    await drainTo(0);
    const left = link.batches.bytes();
    server.close();
    await link.close();
    const { host, port } = serverOf(config);
    return {
      ...{ name, lines: counter.value, bytes, cut, maxLine, format, levels, left },
      server: `${host}:${port}`,
      ...(failure !== undefined && { failure }),
    };
  };
  const end = () => {
    isEnded = true;
    stdin.destroy();
  };
  return { done: run(), end };
}

/** The client, of which the entries are counted that were said by severity. */
function countingLevels(client: StatsdClient): { statsd: StatsdClient; levels: ReadonlyMap<string, number> } {
  const levels = new Map<string, number>();
  const statsd: StatsdClient = {
    ...client,
    count(name, value, tags) {
      const level = tags?.level;
      if (name === 'log.entries' && level !== undefined) levels.set(level, (levels.get(level) ?? 0) + value);
      client.count(name, value, tags);
    },
  };
  return { statsd, levels };
}
