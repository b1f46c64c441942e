import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createJsonFileDecoder } from '../../../../services/log-tailer/lines/json-file.ts';
import type { LineSink } from '../../../../services/log-tailer/lines/line-sink.ts';
import { scanLines } from '../../../../services/log-tailer/lines/scan-lines.ts';
import { createSourceMetrics } from '../../../../services/log-tailer/metrics/source-metrics.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';
import { createLimits } from '../collecting-sink.ts';
import { sampledFormats, sampleLines } from '../formats/samples.ts';
import { sampled, sampleLines as traceLines } from '../stack-traces/samples.ts';

const written = ['count#orders=1 measure#db.query=12ms', 'a # b', 'said statsd#queue:7|g of "x"', 'sample#depth=3'];
/** Many kinds of lines, some of them many times: lines with rare bytes, and long stretches without. */
const lines = [
  ...sampledFormats.flatMap(format => [...sampleLines(format), ...Array(60).fill('INFO: nothing to be seen')]),
  ...sampled.flatMap(name => [...traceLines(name), ...written]),
  ...Array(200).fill('GET "/a#b" took 3 ms'),
];
const enveloped = lines.map((line, index) => {
  const stream = index % 7 === 0 ? 'stderr' : 'stdout';
  return JSON.stringify({ log: `${line}\n`, stream, time: '2026-11-20T19:14:00.123456789Z' });
});

/** What the lines become; `feed` hands them on to the sink of a file, or of a container's log. */
function metricsOf(kind: 'file' | 'container', feed: (sink: LineSink) => void): readonly string[] {
  const client = createRecordingClient();
  const [file, other] = ['file', 'other'].map(name => createSourceMetrics({ tags: { name }, name, rules: [] }));
  const sinks = { stdout: file!, stderr: other! };
  feed(
    kind === 'file'
      ? file!
      : createJsonFileDecoder({ sinks, limits: createLimits(), onDamaged: bytes => assert.fail(`${bytes} bytes`) }),
  );
  file!.report(client);
  other!.report(client);
  return client.take();
}

/** Reads as a log is read: into one buffer again and again, behind the beginning of a line that did not fit. */
function feedChunks(sink: LineSink, text: Buffer, size: number) {
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < text.length; ) {
    const length = text.copy(buffer, 0, at);
    const rest = scanLines(buffer, 0, length, sink, createLimits());
    assert.ok(rest > 0, `no line ends within ${size} bytes`);
    at += rest;
  }
}

for (const [kind, of] of [
  ['file', lines],
  ['container', enveloped],
] as const) {
  test(`looking ahead in chunks of a ${kind}'s lines changes nothing of what they become`, () => {
    const expected = metricsOf(kind, sink => {
      for (const line of of) {
        const bytes = Buffer.from(line);
        sink.line(bytes, 0, bytes.length, bytes.length + 1);
      }
    });
    assert.ok(expected.some(said => said.startsWith('orders')) && expected.length > 100);
    const text = Buffer.from(`${of.join('\n')}\n`);
    for (const size of [8192, 10_007, 65_536, text.length])
      assert.deepEqual(
        metricsOf(kind, sink => feedChunks(sink, text, size)),
        expected,
        `in chunks of ${size} bytes`,
      );
  });
}
