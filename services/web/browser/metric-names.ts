/**
 * Whether `list` has a metric; a listed name that ends with a dot stands for all that begin with it. Dots are as good
 * as underscores: InfluxDB's measurements, in Telegraf's schema, have the latter.
 */
export function isListed(name: string, list: readonly string[]): boolean {
  const stored = underscored(name);
  return list.some(one => (one.endsWith('.') ? stored.startsWith(underscored(one)) : stored === underscored(one)));
}

const underscored = (name: string) => name.replaceAll('.', '_');
