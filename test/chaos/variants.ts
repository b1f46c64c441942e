/** How the processes are put together: services apart with an InfluxDB, or all in one as `npm start` runs them. */
export const variants = ['apart', 'standalone'] as const;

/** One of {@link variants}. */
export type Variant = (typeof variants)[number];

/** What can be killed in each; the Docker engine where the run has one of its own. */
export const targetsOf = {
  apart: ['log-tailer', 'statsd-server', 'influxdb', 'engine'],
  standalone: ['standalone', 'engine'],
} as const satisfies Record<Variant, readonly string[]>;

/** Name of something that can be killed. */
export type Target = (typeof targetsOf)[Variant][number];
