import type { Logger } from '../logging/logger.ts';
import type { Outcome } from '../outcome.ts';
import type { Part } from '../part.ts';

/** Whether what the configuration file says is what runs: tells it in the log as it changes, and as a part all along. */
export interface ConfigurationHealth {
  part(): Part;
  /** A change was read from `path` and is valid, whether or not it makes a difference. */
  valid(path: string | undefined): void;
  /** A change is refused for these errors, one at least. */
  refused(errors: readonly string[]): void;
  /** What became of a valid change. */
  applied(outcome: Outcome<void>): void;
}

/** What is said instead of a path where there is no file. */
export const withoutFile = 'no file, only defaults and the environment';

/** Of a program that was started with the file at `initial`, which was valid. */
export function createConfigurationHealth(initial: string | undefined, logger: Logger): ConfigurationHealth {
  let path = initial;
  let errors: readonly string[] = [];
  // Apart from the errors: a change before the refused one may end being applied only now.
  let unapplied: string | undefined;
  const warn = (detail: string, remedy: string): Part => ({ name: 'configuration', state: 'warn', detail, remedy });
  return {
    part() {
      const [first, ...others] = errors;
      if (first !== undefined)
        return warn(
          `a change is refused, the configuration before it goes on: ${first}`,
          `correct it, it is taken over without a restart${others.length > 0 ? `; the log has ${others.length} more` : ''}`,
        );
      if (unapplied !== undefined)
        return warn(`a change could not be applied: ${unapplied}`, 'take it back, or mend that and start anew');
      return { name: 'configuration', state: 'ok', detail: path ?? withoutFile };
    },
    valid(read) {
      path = read;
      if (errors.length > 0) logger.info('the configuration is valid again');
      errors = [];
    },
    refused(found) {
      errors = found;
      logger.error(`the changed configuration is refused, the old one goes on: ${found.join('; ')}`);
    },
    applied(outcome) {
      unapplied = outcome.ok ? undefined : outcome.reason;
    },
  };
}
