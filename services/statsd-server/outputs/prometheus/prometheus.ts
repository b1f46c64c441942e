import type { Config } from '../../../shared/config/schema.ts';
import { createBinding } from '../../../shared/lifecycle/binding.ts';
import type { Clock } from '../../../shared/lifecycle/clock.ts';
import type { Logger } from '../../../shared/logging/logger.ts';
import { quote } from '../../../shared/logging/quote.ts';
import { createSampler } from '../../../shared/logging/sample.ts';
import type { SelfCounter } from '../../../shared/self-metrics.ts';
import type { Output } from '../output.ts';
import { createFamilies, type Left } from './families.ts';
import { page } from './page.ts';
import { listenForScrapes } from './server.ts';

/** What the page works with. */
export interface PrometheusOptions {
  /** Asked for again after each change. */
  readonly config: () => Config['statsd'];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Points that are not on the page, by reason. */
  readonly left: Readonly<Record<Left, SelfCounter>>;
}

/** The page, and how it follows a change of where it is. */
export interface Prometheus extends Output {
  points(points: Parameters<NonNullable<Output['points']>>[0]): void;
  flushed(): void;
  /** The port it got; undefined while it is not bound. */
  port(): number | undefined;
  reconfigure(): Promise<void>;
}

/** A page of what was aggregated since now. */
export async function createPrometheus({ config, clock, logger, left }: PrometheusOptions): Promise<Prometheus> {
  const families = createFamilies(() => config().prometheus.max_series);
  const sample = createSampler(clock, message => logger.warn(message));
  const binding = await createBinding(
    {
      name: 'prometheus',
      portKey: 'statsd.prometheus.port',
      clock,
      logger,
      bind: address => listenForScrapes(address, dialect => page(families.all(), dialect)),
    },
    config().prometheus,
  );

  return {
    points(points) {
      const now = clock.now();
      for (const point of points) {
        const reason = families.add(point, now);
        if (reason === undefined) continue;
        left[reason].add();
        if (reason === 'conflict')
          sample(() => `prometheus: ${quote(point.metric)} is left out: its name is taken by a metric of another type`);
      }
    },
    flushed: () => families.forget(clock.now() - config().idle_timeout),
    port: () => binding.current()?.port,
    parts: () => [binding.part()],
    reconfigure: () => binding.move(config().prometheus),
    close: binding.close,
  };
}
