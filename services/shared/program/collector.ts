import { dataDirectory } from '../config/paths.ts';
import type { Config } from '../config/schema.ts';
import type { Service } from '../lifecycle/service.ts';
import { success } from '../outcome.ts';
import { createApartKit } from './apart.ts';
import type { Program } from './program.ts';
import type { ServiceKit } from './service-kit.ts';

/** What a collector gets in a process of its own. */
export interface CollectorKit extends ServiceKit {
  /** The data directory. */
  readonly directory: string;
}

/** A collector, before it runs. */
export interface Collector extends Pick<Program, 'summary' | 'check'> {
  /** That of its folder under `services/`. */
  readonly name: string;
  start(config: Config, kit: CollectorKit): Promise<Service>;
}

/** A collector as a process of its own, which says what it reads to `link.server`. */
export function collectorProgram({ name, start, ...rest }: Collector): Program {
  return {
    ...rest,
    command: `node services/${name}/main.ts`,
    foundations: ({ hostname, data }) => [hostname, data],
    async start(config, surroundings) {
      const { kit, linkPart, settled, reconfigure, close } = createApartKit(name, config, surroundings);
      const service = await start(config, { ...kit, directory: dataDirectory(config) });
      return success({
        settled,
        parts: () => [...service.parts(), linkPart()],
        async reconfigure(next) {
          await reconfigure(next);
          await service.reconfigure(next);
        },
        async stop() {
          await service.stop();
          await close();
        },
      });
    },
  };
}
