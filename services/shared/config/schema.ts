import { z } from 'zod';
import { logLevels } from '../logging/logger.ts';
import { collisions } from './listeners.ts';
import { containersSection } from './sections/containers.ts';
import { frontSection } from './sections/front.ts';
import { hostSection } from './sections/host.ts';
import { linkSection } from './sections/link.ts';
import { logsSection } from './sections/logs.ts';
import { statsdSection } from './sections/statsd.ts';
import { storeSection } from './sections/store.ts';
import { webSection } from './sections/web.ts';

/** The whole of `tidegauge.yaml`. Every key may be left out. */
export const configSchema = z
  .strictObject({
    hostname: z
      .string()
      .min(1)
      .max(253)
      .optional()
      .describe("Value of the tag `host`; the machine's own name by default."),
    data: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Directory for the database, the outbox and the positions in logs. By default /var/lib/tidegauge for root, else ~/.local/share/tidegauge.',
      ),
    log_level: z.enum(logLevels).default('info').describe('How much Tidegauge says about itself on standard error.'),
    statsd: statsdSection,
    link: linkSection,
    store: storeSection,
    logs: logsSection,
    host: hostSection,
    containers: containersSection,
    web: webSection,
    front: frontSection,
  })
  .superRefine((config, context) => {
    for (const { path, error } of collisions(config))
      context.addIssue({ code: 'custom', path: [...path], message: error });
  });

/** A configuration that has been checked, with every default filled in. */
export type Config = z.output<typeof configSchema>;
