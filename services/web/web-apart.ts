import { dataDirectory } from '../shared/config/paths.ts';
import type { Config } from '../shared/config/schema.ts';
import { openMemoryLink } from '../shared/delivery/memory-link.ts';
import { type Outcome, success } from '../shared/outcome.ts';
import type { Part } from '../shared/part.ts';
import { createApartKit } from '../shared/program/apart.ts';
import type { ProgramSurroundings, Running } from '../shared/program/program.ts';
import { openStore } from '../shared/store/open.ts';
import { watchStore } from '../shared/store/store-watch.ts';
import { startWeb } from './web.ts';

/** The pages and the API in a process of their own, which only reads the store; or why that cannot be opened. */
export async function startWebApart(config: Config, surroundings: ProgramSurroundings): Promise<Outcome<Running>> {
  const { clock, logger, configuration } = surroundings;
  const directory = dataDirectory(config);
  const opened = await openStore({ config, directory, access: 'read', clock, logger: logger.named('store') });
  if (!opened.ok) return opened;
  const store = opened.value;
  const watch = watchStore({ store, clock, meanwhile: 'the pages stay empty until it answers' });
  // Only the figures of the process go there: the pages need no server, so how the link is is no part of them.
  const made = await createApartKit('web', config, surroundings, openMemoryLink);
  if (!made.ok) return made;
  const { kit, reconfigure, close } = made.value;
  let health = (): readonly Part[] => [];
  const web = await startWeb(config, { store, health: () => health(), clock, logger: kit.logger });
  health = () => [configuration(), ...web.parts()];
  return success({
    settled: watch.settled,
    address: web.address,
    parts: () => [...web.parts(), watch.part()],
    async reconfigure(next) {
      await reconfigure(next);
      await web.reconfigure(next);
    },
    async stop() {
      watch.stop();
      await web.stop();
      await close();
      await store.close();
    },
  });
}
