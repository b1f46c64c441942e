/**
 * One thing that a service reads, serves or keeps, as the start-up table and `/healthz` show it.
 * `off`: goes without it, by configuration or because this host has none. `warn`: works, but not as it was told to.
 * `down`: should work and does not.
 */
export interface Part {
  readonly name: string;
  readonly state: 'ok' | 'off' | 'warn' | 'down';
  /** What it does, or why it does not, in a line. */
  readonly detail: string;
  /** What would change that. */
  readonly remedy?: string;
}
