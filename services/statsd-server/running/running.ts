import type { Config } from '../../shared/config/schema.ts';
import type { Bound } from '../../shared/lifecycle/binding.ts';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import { createSwitchedBinding } from '../../shared/lifecycle/switched-binding.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import type { Part } from '../../shared/part.ts';
import type { RunningSource } from '../../shared/running/running.ts';
import { listenForReaders } from './listener.ts';

/** What it works with. */
export interface RunningListenerOptions {
  readonly source: RunningSource;
  /** The configuration in force. */
  readonly config: () => Config['statsd'];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Tells the running values to a web service in a process of its own. */
export interface RunningListener {
  /** Undefined while it listens nowhere. */
  current(): Bound | undefined;
  /** None while it is switched off: one process needs none. */
  parts(): readonly Part[];
  /** Listens, or not, as the configuration in force says. */
  apply(): Promise<void>;
  close(): Promise<void>;
}

/** Listens nowhere until it is told to. */
export function createRunningListener({ source, config, clock, logger }: RunningListenerOptions): RunningListener {
  const binding = createSwitchedBinding(
    {
      name: 'running values',
      portKey: 'statsd.running.port',
      clock,
      logger,
      bind: address => listenForReaders(address, source),
    },
    'statsd.running.enabled',
  );
  return {
    current: binding.current,
    parts: () => (config().running.enabled ? [binding.part()] : []),
    apply: () => binding.apply(config().running),
    close: binding.close,
  };
}
