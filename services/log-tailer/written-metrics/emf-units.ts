/** What a unit of CloudWatch makes of a metric. */
export interface EmfUnit {
  readonly type: 'counter' | 'timing' | 'histogram';
  /** Milliseconds, bytes or bits of one of it. */
  readonly factor: number;
}

const none: EmfUnit = { type: 'histogram', factor: 1 };
const sizes = ['', 'Kilo', 'Mega', 'Giga', 'Tera'];

const units = new Map<string, EmfUnit>([
  ['Count', { type: 'counter', factor: 1 }],
  ['Seconds', { type: 'timing', factor: 1000 }],
  ['Milliseconds', { type: 'timing', factor: 1 }],
  ['Microseconds', { type: 'timing', factor: 1e-3 }],
]);
for (const [power, size] of sizes.entries()) {
  for (const what of ['Bytes', 'Bits']) {
    const name = size === '' ? what : size + what.toLowerCase();
    units.set(name, { ...none, factor: 1000 ** power }).set(`${name}/Second`, { ...none, factor: 1000 ** power });
  }
}

/** By https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html; what is not there counts as `None`. */
export function emfUnit(name: unknown): EmfUnit {
  return (typeof name === 'string' && units.get(name)) || none;
}
