import { createTally } from '../../../../services/log-tailer/tally/tally.ts';
import { createWrittenReader } from '../../../../services/log-tailer/written-metrics/written-metrics.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';
import { within } from '../formats/within.ts';

/** What the metrics written into some lines of one log become, sorted: `orders{shop:books} 1 c`. */
export function readWritten(...lines: (string | Buffer)[]): string[] {
  const tally = createTally({});
  const { read } = createWrittenReader(tally);
  for (const line of lines) within(line, read);
  const client = createRecordingClient();
  tally.report(client);
  return client.take();
}

/** That something in a line was not taken. */
export const bad = (format: 'l2met' | 'statsd' | 'emf', reason: string, times = 1) =>
  `tidegauge.log.written.bad{format:${format},reason:${reason}} ${times} c`;
