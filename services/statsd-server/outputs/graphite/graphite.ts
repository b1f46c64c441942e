import type { SelfCounter } from '../../../shared/self-metrics.ts';
import { isLateTime } from '../../flush/stamps.ts';
import type { Output } from '../output.ts';
import { createTcpSender, type TcpSenderOptions } from '../tcp-sender.ts';
import { type GraphiteNaming, graphiteLines } from './lines.ts';

/** What is sent in one piece, in characters, about. */
const pieceLength = 32_768;
/** Characters of a line, of up to three bytes each: carbon closes the connection on which one of more than 16 KiB comes. */
const longestLine = 5000;

/** Points that Graphite does not get. */
export interface SkippedPoints {
  /** Of what came late, see {@link createGraphite}. */
  readonly late: SelfCounter;
  /** Their name and tags are longer than carbon reads. */
  readonly long: SelfCounter;
}

/** What the output works with. */
export interface GraphiteOptions extends Omit<TcpSenderOptions, 'name' | 'key'> {
  /** Asked for at each flush. */
  readonly naming: () => GraphiteNaming;
  readonly skipped: SkippedPoints;
}

/**
 * Sends points to Graphite. That keeps one value for an interval: a second point of it, with what came late, would take the place of
 * the first rather than add to it, so late points are left out, but for those of gauges, of which the later value holds.
 */
export function createGraphite({ naming, skipped, ...options }: GraphiteOptions): Output {
  const sender = createTcpSender({ ...options, name: 'graphite', key: 'statsd.graphite.server' });
  let text = '';

  function send(): void {
    if (text !== '') sender.send(Buffer.from(text));
    text = '';
  }

  return {
    points(points) {
      const current = naming();
      for (const point of points) {
        if (isLateTime(point.time) && point.tags.metric_type !== 'gauge') {
          skipped.late.add();
          continue;
        }
        const lines = graphiteLines(point, current);
        if (lines.indexOf('\n') > longestLine) skipped.long.add();
        else text += lines;
        if (text.length >= pieceLength) send();
      }
    },
    flushed: send,
    parts: () => [sender.part()],
    close() {
      send();
      return sender.close();
    },
  };
}
