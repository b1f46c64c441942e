import { z } from 'zod';
import { logLevels } from '../logging/logger.ts';
import { containersSection } from './sections/containers.ts';
import { frontSection } from './sections/front.ts';
import { hostSection } from './sections/host.ts';
import { linkSection } from './sections/link.ts';
import { logsSection } from './sections/logs.ts';
import { statsdSection } from './sections/statsd.ts';
import { storeSection } from './sections/store.ts';
import { webSection } from './sections/web.ts';

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Whether two listeners cannot both have their TCP port; port 0 becomes one of its own for each. */
const sameAddress = (a: Address, b: Address) =>
  a.port !== 0 &&
  a.port === b.port &&
  (a.host === b.host || [a.host, b.host].some(host => /^(0\.0\.0\.0|::)$/.test(host)));

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
        'Directory for the database and the positions in logs. By default /var/lib/tidegauge for root, else ~/.local/share/tidegauge.',
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
  .refine(({ statsd, web }) => !(web.enabled && statsd.tcp && sameAddress(statsd, web)), {
    path: ['web', 'port'],
    error: 'another one than statsd.port',
  });

/** A configuration that has been checked, with every default filled in. */
export type Config = z.output<typeof configSchema>;
