/** Where an InfluxDB 2 answers, and as whom we come. */
export interface Connection {
  /** Address without user name and password; a path before the API's is kept. */
  readonly url: string;
  readonly org: string;
  readonly bucket: string;
  /** Token that may write and read the bucket. */
  readonly token: string;
  /** How long a request may take, milliseconds. */
  readonly timeout: number;
}

/** The address to which the API's paths are added. */
export const baseAddress = ({ url }: Connection) => (url.endsWith('/') ? url.slice(0, -1) : url);
