/** Where a service says what happens to it. Texts are one line; values that came from outside go through {@link quote}. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  /** The same, with this name before each message. */
  named(name: string): Logger;
}

/** How much is logged, from the most to the least. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

/** One of {@link logLevels}. */
export type LogLevel = (typeof logLevels)[number];

/**
 * Writes lines of `time level name: message` to `write` (standard error by default), from the level `least` on, which is
 * asked for at each line where it may change.
 */
export function createLogger(
  least: LogLevel | (() => LogLevel),
  name = 'tidegauge',
  write: (line: string) => void = line => process.stderr.write(line),
): Logger {
  const log = (level: LogLevel) => (message: string) => {
    const from = typeof least === 'function' ? least() : least;
    if (logLevels.indexOf(level) < logLevels.indexOf(from)) return;
    write(`${new Date().toISOString()} ${level} ${name}: ${message}\n`);
  };
  return {
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
    named: inner => createLogger(least, inner, write),
  };
}
