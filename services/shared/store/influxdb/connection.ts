import type { TokenKeys } from './token.ts';

/** Where an InfluxDB 2 answers, and as whom we come: the token, which is read for each request, may read and write the bucket. */
export interface Connection extends TokenKeys {
  /** Address without user name and password; a path before the API's is kept. */
  readonly url: string;
  readonly org: string;
  /** A database's name, or that, a slash and a retention policy's. */
  readonly bucket: string;
  /** How long a write may take, and how long anything of an answer to a query may be waited for, milliseconds. */
  readonly timeout: number;
}

/** The address to which the API's paths are added. */
export const baseAddress = ({ url }: Pick<Connection, 'url'>) => (url.endsWith('/') ? url.slice(0, -1) : url);

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

/** The policies beside that of the raw points: of each roll-up, as charts must name them, and the one that says where what is. */
export const policies = { '1m': '1m', '10m': '10m', resolutions: 'resolutions' } as const;

/** One of {@link policies}. */
export type Policy = (typeof policies)[keyof typeof policies];

/** The bucket that is another policy of the bucket's database. */
export const bucketOfPolicy = (bucket: string, policy: Policy) => `${databaseOf(bucket).database}/${policy}`;

/** The same server, and of the bucket's database another policy. */
export function inPolicy<Kind extends Connection>(connection: Kind, policy: Policy): Kind {
  return { ...connection, bucket: bucketOfPolicy(connection.bucket, policy) };
}
