import type { Readable } from 'node:stream';
import { hostTag } from '../../shared/config/paths.ts';
import type { Config } from '../../shared/config/schema.ts';
import { hostAndPort } from '../../shared/config/target.ts';
import { serverOf } from '../../shared/delivery/server-address.ts';
import { messageOf } from '../../shared/outcome.ts';
import { createStatsdClient } from '../../shared/statsd-client/client.ts';
import { formatOverrides } from '../formats/overrides.ts';
import { createLineSplitter } from '../lines/line-splitter.ts';
import { createLineKeeper } from '../metrics/kept-lines.ts';
import { createLogMetrics } from '../metrics/log-metrics.ts';
import { compileRules } from '../rules/compile.ts';
import { switchesOf } from '../switches.ts';
import { countingLevels } from './counting-levels.ts';
import { openTailLink, type TailLinkOptions } from './tail-link.ts';
import type { TailSummary } from './tail-text.ts';

/** A stream that is made metrics of. */
export interface StdinTail {
  /** Resolves when all is read, and the server has all of it or took nothing for too long. */
  readonly done: Promise<TailSummary>;
  /** Reads no further; what was read is still handed on. */
  end(): void;
}

/** What is read, and how. */
export interface StdinTailOptions extends TailLinkOptions {
  /** That of the source. */
  readonly name: string;
  readonly stdin: Readable;
}

/** How often metrics are said, milliseconds. */
const reportInterval = 1000;
/** Bytes of metrics that may wait while it is read on; beyond, the stream itself is what waits. */
const mostWaiting = 1_048_576;

/** Reads `stdin` through formats and rules, for the server at `link.server`. The rules have been checked. */
export function createStdinTail(config: Config, { name, stdin, ...linkOptions }: StdinTailOptions): StdinTail {
  const { clock } = linkOptions;
  const link = openTailLink(config, linkOptions);
  const { statsd, levels } = countingLevels(createStatsdClient(link.stream, { host: hostTag(config) }, 0));
  const rules = compileRules(config.logs.rules);
  let lines = 0;
  const metrics = createLogMetrics({
    ...{ statsd, clock, formatOf: formatOverrides(config), rules: rules.ok ? rules.value : [] },
    switches: switchesOf(config.logs),
    lines: {
      add(more = 1) {
        lines += more;
      },
    },
    keeper: createLineKeeper(clock.now, false),
  });
  const maxLine = config.logs.max_line;
  const log = metrics.open(name, { file: name });
  let cut = 0;
  const onTruncated = () => {
    cut += 1;
  };
  const splitter = createLineSplitter(log, { maxLine, room: { left: 2 * maxLine + 2 }, onTruncated });

  const report = () => {
    metrics.report();
    statsd.flush();
    return link.said();
  };
  let bytes = 0;
  let isEnded = false;
  /** Resolves to why the input could not be read to its end. */
  const read = async (): Promise<string | undefined> => {
    let reported = clock.now();
    try {
      for await (const chunk of stdin) {
        const piece: Buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        bytes += piece.length;
        splitter.feed(piece, 0, piece.length);
        if (clock.now() - reported < reportInterval) continue;
        reported = clock.now();
        await report();
        if (!(await link.drainTo(mostWaiting))) break;
      }
    } catch (error) {
      // Of an end that was asked for the stream makes an error too.
      if (!isEnded) return messageOf(error);
    }
    return undefined;
  };

  const run = async (): Promise<TailSummary> => {
    const timer = setInterval(() => void report(), reportInterval);
    const failure = await read();
    clearInterval(timer);
    splitter.end();
    const format = metrics.observe()[0]?.format;
    log.close();
    await report();
    const left = await link.finish();
    const server = hostAndPort(serverOf(config));
    return { name, lines, bytes, cut, maxLine, failure, format, levels, server, left };
  };
  const end = () => {
    isEnded = true;
    stdin.destroy();
  };
  return { done: run(), end };
}
