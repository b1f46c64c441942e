/** A line of a metric, with the line feed before it: events and service checks have a time of their own. */
const metricLine = /(^|\n)(?!_e\{|_sc\|)([^\n]+)/g;

/**
 * Says of every metric in `lines` when it was said, `time` in epoch milliseconds, by DogStatsD's timestamp field in whole
 * seconds: `a:1|c` becomes `a:1|c|T1767225600`. A last line without line feed stays without.
 */
export function withTimestamp(lines: Buffer, time: number): Buffer {
  const field = `|T${Math.floor(time / 1000)}`;
  // Latin-1 keeps every byte what it is, whatever the text's encoding.
  const text = lines.toString('latin1').replace(metricLine, `$1$2${field}`);
  // A small buffer is otherwise a part of a pooled one, all of which it would keep in memory for as long as it waits.
  const stamped = Buffer.allocUnsafeSlow(text.length);
  stamped.write(text, 'latin1');
  return stamped;
}
