import type { Config } from '../../shared/config/schema.ts';
import type { Bound } from '../../shared/lifecycle/binding.ts';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import { createSwitchedBinding } from '../../shared/lifecycle/switched-binding.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import type { Part } from '../../shared/part.ts';
import type { SelfMetrics } from '../../shared/self-metrics.ts';
import type { SeriesBrowser } from '../series/series-browser.ts';
import type { Managed } from './commands/command.ts';
import { listenManagement } from './listener.ts';
import type { ManagementState } from './state.ts';

/** A client that is silent for so long is cut off, milliseconds; so is one that does not read its answer. */
const idleTimeout = 300_000;

/** What the management interface works with. */
export interface ManagementOptions {
  readonly browser: SeriesBrowser;
  readonly state: ManagementState;
  /** The configuration in force. */
  readonly config: () => Config['statsd'];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
}

/** The text interface of statsd, docs/management.md. */
export interface Management {
  /** Undefined while it listens nowhere. */
  current(): Bound | undefined;
  part(): Part;
  /** Listens, or not, as the configuration in force says. */
  apply(): Promise<void>;
  close(): Promise<void>;
}

/** An interface that listens nowhere until it is told to. */
export function createManagement(options: ManagementOptions): Management {
  const { browser, state, config, clock, logger, selfMetrics } = options;
  const managed: Managed = { browser, state, config, clock, health: 'up' };
  const onRefused = selfMetrics.counter('tidegauge.management.refused').add;
  const name = 'management';
  const binding = createSwitchedBinding(
    {
      name,
      portKey: 'statsd.management.port',
      clock,
      logger,
      bind: address => listenManagement(address, { managed, clock, logger, idleTimeout, onRefused }),
    },
    'statsd.management.enabled',
  );
  return {
    current: binding.current,
    part() {
      const part = binding.part();
      // Whoever wonders why his load balancer sends nothing finds it here.
      return part.state === 'ok' && managed.health === 'down'
        ? { ...part, detail: `${part.detail}; health is set to down` }
        : part;
    },
    apply: () => binding.apply(config().management),
    close: binding.close,
  };
}
