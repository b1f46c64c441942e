import { z } from 'zod';
import { bytes, duration } from './types.ts';

const embedded = z
  .strictObject({
    memory_limit: bytes('96MB').describe('Memory that the database may use for its buffers.'),
    keep_raw: duration('1d', '1h').describe('How long points of the flush interval are kept.'),
    keep_1m: duration('7d', '1h').describe('How long roll-ups to a minute are kept.'),
    keep_10m: duration('1y', '1h').describe('How long roll-ups to ten minutes are kept.'),
  })
  .prefault({})
  .describe('DuckDB in this process: one file, metrics.duckdb, in the data directory.');

const influxdb = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/, error: 'an http or https address' })
      .default('http://127.0.0.1:8086')
      .describe('Where InfluxDB 2 answers.'),
    org: z.string().min(1).default('tidegauge').describe('Organisation.'),
    bucket: z
      .string()
      .min(1)
      .default('metrics')
      .describe('Bucket, which InfluxQL reads as a database of the same name.'),
    token: z.string().optional().describe('Token that may write and read the bucket. Better: token_file.'),
    token_file: z.string().optional().describe('File that holds the token.'),
    timeout: duration('10s', '100ms', '5m').describe('How long a request may take.'),
  })
  .prefault({})
  .describe('InfluxDB 2, in the schema of the StatsD input of Telegraf.');

/** Where the points go. */
export const storeSection = z
  .strictObject({
    type: z.enum(['embedded', 'influxdb']).default('embedded').describe('Which store keeps the points.'),
    embedded,
    influxdb,
    max_queued_intervals: z
      .int()
      .min(1)
      .max(10_000)
      .default(360)
      .describe('Flush intervals held in memory while the store cannot be reached; the oldest goes first.'),
  })
  .prefault({})
  .describe('Where the points go.');
