/** What an access log says of one request; made once and filled by every line. */
export interface AccessLine {
  /** Index into `methods` of http-methods.ts. */
  method: number;
  /** The status of HTTP; beyond 100 to 599 where there was none: nginx writes 000, HAProxy -1. */
  status: number;
  /** Of the response; 0 where the log has none. */
  bytes: number;
  /** Milliseconds from the request to the end of the response; undefined where the log has none. */
  duration: number | undefined;
  /** Milliseconds that the server behind a proxy took; undefined where the log has none. */
  upstream: number | undefined;
}

/** One that says nothing yet. */
export function createAccessLine(): AccessLine {
  return { method: 0, status: 0, bytes: 0, duration: undefined, upstream: undefined };
}
