import { z } from 'zod';
import { bytes, duration, secrets } from './types.ts';

const embedded = z
  .strictObject({
    memory_limit: bytes('48MB', '32MB', '64GB').describe('Memory that the database may use for its buffers.'),
  })
  .prefault({})
  .describe('DuckDB in this process: one file, metrics.duckdb, in the data directory.');

const urlError = 'an http or https address without a user name or password';
const token = z.string().min(1);
secrets.add(token, { secret: true });

const influxdb = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/, error: urlError })
      .refine(url => !/\/\/[^/]*@/.test(url), { error: urlError })
      .default('http://127.0.0.1:8086')
      .describe('Where InfluxDB 2 answers.'),
    org: z.string().min(1).default('tidegauge').describe('Organisation.'),
    bucket: z
      .string()
      .min(1)
      .default('metrics')
      .describe(
        'Bucket, which InfluxQL reads as a database of the same name; with a `/` in it, as `metrics/autogen`, as database and retention policy.',
      ),
    token: token
      .optional()
      .describe('Token that may write and read the bucket, and with roll_up those beside it. Better: token_file.'),
    token_file: z
      .string()
      .min(1)
      .optional()
      .describe('File that holds the token; it is read anew for each request, so the token may come or change later.'),
    timeout: duration('10s', '100ms', '5m').describe(
      'How long a write may take, and how long InfluxDB may be silent when it is asked.',
    ),
    roll_up: z
      .boolean()
      .default(false)
      .describe(
        'Whether the points are rolled up to a minute and to ten, into the buckets `metrics/1m` and `metrics/10m` (which then holds the events too), with what is where in `metrics/resolutions`; for another bucket, its name in place of `metrics`. All must be there, their retention as keep_raw, keep_1m, keep_10m and infinite.',
      ),
  })
  .refine(value => value.token === undefined || value.token_file === undefined, {
    path: ['token'],
    error: 'left out where token_file is given',
  })
  .prefault({})
  .describe('InfluxDB 2, in the schema of the StatsD input of Telegraf.');

/** Where the points go. */
export const storeSection = z
  .strictObject({
    type: z.enum(['embedded', 'influxdb']).default('embedded').describe('Which store keeps the points.'),
    keep_raw: duration('1d', '1h').describe(
      'How long points of the flush interval are kept. In InfluxDB the retention of the buckets decides; these three say what it is, where roll_up is on.',
    ),
    keep_1m: duration('7d', '1h').describe('How long roll-ups to a minute are kept.'),
    keep_10m: duration('1y', '1h').describe('How long roll-ups to ten minutes are kept.'),
    embedded,
    influxdb,
    outbox: z
      .strictObject({
        max_size: bytes('1GB', '1MB', '1000GB').describe('Disk space it may take; then the oldest go.'),
        max_age: duration('1d', '1m', '1y').describe('What waited for longer goes.'),
      })
      .prefault({})
      .describe(
        'What was flushed and is not in the store yet, in files below the data directory (outbox/): it is written, in order, as soon as the store takes it, over restarts too.',
      ),
  })
  .refine(({ type, influxdb: { token, token_file } }) => type !== 'influxdb' || (token ?? token_file) !== undefined, {
    path: ['influxdb', 'token_file'],
    error: 'the path of a file with a token, without which InfluxDB takes no points (or token that token)',
  })
  .refine(({ keep_raw, keep_1m, keep_10m }) => keep_raw <= keep_1m && keep_1m <= keep_10m, {
    error: 'such that keep_raw is not longer than keep_1m, nor keep_1m longer than keep_10m',
  })
  .prefault({})
  .describe('Where the points go.');
