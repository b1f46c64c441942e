import { createLogger, type Logger } from '../../services/shared/logging/logger.ts';

/** A logger that keeps its lines, without the time: `warn statsd: …`. */
export interface KeepingLogger extends Logger {
  readonly lines: string[];
}

/** An empty log. */
export function createKeepingLogger(): KeepingLogger {
  const lines: string[] = [];
  return { ...createLogger('debug', 'test', line => lines.push(line.slice(25).trimEnd())), lines };
}
