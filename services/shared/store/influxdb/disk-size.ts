import { baseAddress, type Connection } from './connection.ts';

/** One shard's size in InfluxDB's own metrics: `storage_shard_disk_size{bucket="…",…} 32693`. */
const shard = /^storage_shard_disk_size\{.*\} (\S+)$/gm;

/**
 * Bytes that InfluxDB 2 has on its disk, all buckets together, from its Prometheus page
 * (https://docs.influxdata.com/influxdb/v2/reference/internals/metrics/). Undefined where that page tells none: an
 * InfluxDB of another kind, or one that keeps the page to itself.
 */
export async function readDiskSize(connection: Connection): Promise<number | undefined> {
  try {
    const response = await fetch(`${baseAddress(connection)}/metrics`, {
      signal: AbortSignal.timeout(connection.timeout),
    });
    const sizes = [...(await response.text()).matchAll(shard)].map(([, bytes]) => Number(bytes));
    return sizes.length > 0 ? sizes.reduce((sum, bytes) => sum + bytes) : undefined;
  } catch {
    return undefined;
  }
}
