import { dataDirectory } from '../config/paths.ts';
import type { Config } from '../config/schema.ts';
import type { Link, LinkOptions } from '../delivery/link.ts';
import type { Service } from '../lifecycle/service.ts';
import { type Outcome, success } from '../outcome.ts';
import { createApartKit } from './apart.ts';
import type { Program } from './program.ts';
import type { ServiceKit } from './service-kit.ts';

/** What a collector gets in a process of its own. */
export interface CollectorKit<Kind extends Link> extends ServiceKit {
  /** The data directory. */
  readonly directory: string;
  readonly link: Kind;
}

/** A collector, before it runs. */
export interface Collector<Kind extends Link> extends Pick<Program, 'summary' | 'check'> {
  /** That of its folder under `services/`. */
  readonly name: string;
  /** Opens the link for what it says; `directory` is the data directory. */
  openLink(options: LinkOptions & { readonly directory: string }): Promise<Outcome<Kind>>;
  start(config: Config, kit: CollectorKit<Kind>): Promise<Service>;
}

/** A collector as a process of its own, which says what it reads to `link.server`. */
export function collectorProgram<Kind extends Link>({ name, openLink, start, ...rest }: Collector<Kind>): Program {
  return {
    ...rest,
    command: `node services/${name}/main.ts`,
    foundations: ({ hostname, data }) => [hostname, data],
    async start(config, surroundings) {
      const directory = dataDirectory(config);
      const made = await createApartKit(name, config, surroundings, options => openLink({ ...options, directory }));
      if (!made.ok) return made;
      const { kit, link, linkPart, settled, reconfigure, close } = made.value;
      const service = await start(config, { ...kit, directory, link });
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
