import type { TokenKeys } from './token.ts';

/** Where an InfluxDB 2 answers, and as whom we come: the token, which is read for each request, may read and write the bucket. */
export interface Connection extends TokenKeys {
  /** Address without user name and password; a path before the API's is kept. */
  readonly url: string;
  readonly org: string;
  /** A database's name, or that, a slash and a retention policy's. */
  readonly bucket: string;
  /** How long a request may take, milliseconds. */
  readonly timeout: number;
}

/** The address to which the API's paths are added. */
export const baseAddress = ({ url }: Connection) => (url.endsWith('/') ? url.slice(0, -1) : url);

/**
 * How InfluxQL calls a bucket: `a/b` is the policy b of the database a, and a bucket without a slash is a database's
 * default policy (https://docs.influxdata.com/influxdb/v2/reference/api/influxdb-1x/dbrp/).
 */
export function databaseOf(bucket: string): { readonly database: string; readonly policy: string | undefined } {
  const slash = bucket.indexOf('/');
  return slash < 0
    ? { database: bucket, policy: undefined }
    : { database: bucket.slice(0, slash), policy: bucket.slice(slash + 1) };
}

/** The same server, and of the bucket's database another policy. */
export function inPolicy<Kind extends Connection>(connection: Kind, policy: string): Kind {
  return { ...connection, bucket: `${databaseOf(connection.bucket).database}/${policy}` };
}
