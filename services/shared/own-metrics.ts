/**
 * What our own collectors say, by the names in docs/metrics.md, so that what an application calls `http.server.errors`
 * is still its own. A name that ends with a dot stands for all that begin with it.
 */
export const ownMetrics: readonly string[] = [
  'tidegauge.',
  'system.cpu.utilization',
  'system.cpu.logical.count',
  'system.cpu.load_average.1m',
  'system.cpu.load_average.5m',
  'system.cpu.load_average.15m',
  'system.memory.usage',
  'system.memory.limit',
  'system.memory.linux.available',
  'system.paging.usage',
  'system.paging.operations',
  'system.paging.faults',
  'system.disk.io',
  'system.disk.operations',
  'system.disk.io_time',
  'system.network.io',
  'system.network.packets',
  'system.network.errors',
  'system.network.dropped',
  'system.filesystem.usage',
  'system.filesystem.utilization',
  'system.filesystem.inodes.utilization',
  'system.process.count',
  'system.process.created',
  'system.uptime',
  'process.cpu.utilization',
  'process.memory.usage',
  'container.cpu.usage',
  'container.cpu.throttled.time',
  'container.cpu.throttled.periods',
  'container.memory.usage',
  'container.memory.working_set',
  'container.memory.limit',
  'container.memory.paging.faults',
  'container.disk.io',
  'container.disk.operations',
  'container.network.io',
  'container.network.packets',
  'container.network.errors',
  'container.network.dropped',
  'container.process.count',
  'container.uptime',
  'container.restarts',
  'container.state',
  'log.lines',
  'log.bytes',
  'log.entries',
  'log.exceptions',
  'log.dropped',
  'http.server.requests',
  'http.server.response.bytes',
  'http.server.request.duration',
  'http.client.request.duration',
  'log.logger.entries',
  'syslog.messages',
  'nginx.errors',
  'haproxy.queue.duration',
  'envoy.responses.flagged',
  'postgresql.statement.duration',
  'postgresql.events',
  'mysql.slow_query.duration',
  'mysql.slow_query.lock_duration',
  'mysql.slow_query.rows_sent',
  'mysql.slow_query.rows_examined',
  'redis.events',
];

/** A store may have `_` for `.`: who writes the one must not pass for the other. */
const spelled = (metric: string) => metric.replaceAll('.', '_');

const names = new Set(ownMetrics.map(spelled));

/** Whether Tidegauge tells of itself by a metric of this name. */
export const isSelfMetric = (metric: string): boolean => spelled(metric).startsWith('tidegauge_');

/** Whether it is one of our metrics of requests, to which whoever runs us may add those of a log that no format reads whole. */
export const isRequestMetric = (metric: string): boolean => isOwnMetric(metric) && /^http[._]/.test(metric);

/** Whether our own collectors say a metric of this name. */
export function isOwnMetric(metric: string): boolean {
  return isSelfMetric(metric) || names.has(spelled(metric));
}
