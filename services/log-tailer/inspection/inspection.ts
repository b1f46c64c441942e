import { hostTag } from '../../shared/config/paths.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import { createSwitchedBinding } from '../../shared/lifecycle/switched-binding.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import type { LogInspector } from '../../shared/logs/log-inspector.ts';
import type { Part } from '../../shared/part.ts';
import { howRead } from '../rule-tester/how-read.ts';
import { createInspector, type InspectorOptions } from './inspector.ts';
import { createRuleTestRunner } from './rule-test-runner.ts';
import { listenForInspection } from './server.ts';

/** What the log-tailer can tell of its logs, and where. */
export interface Inspection {
  readonly inspector: LogInspector;
  /** Whether it is told to other processes; nothing where that is switched off, as it is without a stack. */
  parts(): readonly Part[];
  reconfigure(config: Config): Promise<void>;
  stop(): Promise<void>;
}

/** What it needs. */
export interface InspectionOptions extends Omit<InspectorOptions, 'host' | 'test'> {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Inspector → HTTP, where the configuration wants it. */
export async function startInspection(config: Config, options: InspectionOptions): Promise<Inspection> {
  const { clock, logger, keeper } = options;
  const runner = createRuleTestRunner(clock);
  let current = config;
  const test: LogInspector['test'] = asked => runner.test({ ...asked, how: howRead(current, asked.source) });
  const inspector = createInspector({ ...options, host: hostTag(config), test });
  const binding = createSwitchedBinding(
    {
      name: 'log inspection',
      portKey: 'logs.inspection.port',
      clock,
      logger,
      bind: address => listenForInspection(address, inspector),
    },
    'logs.inspection.enabled',
  );
  const apply = async (next: Config) => {
    current = next;
    keeper.switch(next.logs.keep_error_lines);
    await binding.apply(next.logs.inspection);
  };
  await apply(config);
  return {
    inspector,
    parts: () => (current.logs.inspection.enabled ? [binding.part()] : []),
    reconfigure: apply,
    async stop() {
      runner.stop();
      await binding.close();
    },
  };
}
