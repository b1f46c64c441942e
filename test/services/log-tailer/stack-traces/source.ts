import { createSourceMetrics } from '../../../../services/log-tailer/metrics/source-metrics.ts';
import type { SourceState } from '../../../../services/log-tailer/metrics/source-state.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';

/** A source without rules that is fed text, and tells what it counted but for lines, bytes and the metrics of formats. */
export function createTracedSource(kept?: SourceState, switches = { writtenMetrics: true, stackTraces: true }) {
  const source = createSourceMetrics({ tags: {}, name: '/log', rules: [], switches, kept });
  const client = createRecordingClient();
  const report = () => {
    source.report(client);
    return client.take();
  };
  return {
    feed(...lines: readonly (string | Buffer)[]) {
      for (const line of lines) {
        // In the middle of other bytes, which must not be looked at.
        const bytes = Buffer.concat([Buffer.from('\tat x)\n'), Buffer.from(line), Buffer.from('\n\tat x)')]);
        const length = Buffer.byteLength(line);
        source.line(bytes, 7, 7 + length, length + 1);
      }
    },
    report,
    /** Entries and exceptions, as `error` and `ValueError`; several of one as `error 2`. */
    take: () =>
      report().flatMap(line => {
        const [, name, value, count] = /^(log\.entries|log\.exceptions)\{\w+:(.*)\} (\d+) c$/.exec(line) ?? [];
        return name === undefined ? [] : [`${value}${count === '1' ? '' : ` ${count}`}`];
      }),
    keep: () => source.keep(),
  };
}
