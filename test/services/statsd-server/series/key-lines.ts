import { hashBytes, hashStart } from '../../../../services/statsd-server/parser/hash.ts';
import { createMetricLine, type MetricLine, viewOf } from '../../../../services/statsd-server/parser/metric-line.ts';

/** A line of this name, tags and type, as the parser would fill it in. */
export function keyLine(name: string, tags = '', type = 0): MetricLine {
  const line = createMetricLine();
  line.buffer = Buffer.from(`${name}:1|c|#${tags}`);
  line.nameEnd = Buffer.byteLength(name);
  line.tagsStart = line.nameEnd + 6;
  line.tagsEnd = line.buffer.length;
  line.view = viewOf(line.buffer);
  line.hash = hashBytes(hashBytes(hashStart, line.buffer, 0, line.nameEnd), line.buffer, line.tagsStart, line.tagsEnd);
  line.type = type;
  return line;
}
