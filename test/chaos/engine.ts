import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { docker } from '../support/containers.ts';
import { startPrivateEngine } from '../support/private-engine/private-engine.ts';
import { engineSocket } from '../support/requires.ts';
import { type ContainerLogs, createContainerLogs } from './writers/container-logs.ts';

/** The Docker engine that the containers of a run write in. */
export interface ChaosEngine {
  readonly socket: string;
  readonly docker: Docker;
  /** Left out where nobody kills it. */
  readonly killing?: EngineKilling;
  crashes(): readonly string[];
  /** Removes the containers of the run, and ends the engine if it is the run's own. */
  stop(): Promise<void>;
}

/** An engine that is killed. */
export interface EngineKilling {
  /** Kills it, for `down` ms; resolves to for how long it had run, ms, when it answers again. */
  kill(signal: NodeJS.Signals, down: number): Promise<number>;
  /** Kills so far. */
  count(): number;
  /** What the containers wrote is what stands there. */
  readonly logs: ContainerLogs;
}

/** An image with Perl that every test machine has. */
export const image = 'debian:bookworm-slim';
/** By which the containers of a run are found at its end. */
export const labelOf = (directory: string) => `tidegauge-test=chaos ${directory}`;

/** The machine's own, which others use too: it is never killed. */
export function openMachineEngine(directory: string): ChaosEngine {
  return {
    socket: engineSocket,
    docker,
    crashes: () => [],
    async stop() {
      const filters = { label: [labelOf(directory)] };
      for (const { Id } of await docker.listContainers({ all: true, filters }))
        await docker.getContainer(Id).remove({ force: true, v: true });
    },
  };
}

/** One of the run's own, in its directory; its log is `engine.log` there. */
export async function startOwnEngine(directory: string): Promise<ChaosEngine> {
  const engine = await startPrivateEngine({
    directory: join(directory, 'engine'),
    log: join(directory, 'engine.log'),
    image,
  });
  const logs = createContainerLogs(engine.containers, join(directory, 'container-logs'));
  let startedAt = Date.now();
  let kills = 0;
  return {
    socket: engine.socket,
    docker: engine.docker,
    killing: {
      async kill(signal, down) {
        const ran = Date.now() - startedAt;
        kills += 1;
        await engine.kill(signal);
        logs.holdUncompressed();
        await sleep(down);
        await engine.restart();
        startedAt = Date.now();
        return ran;
      },
      count: () => kills,
      logs,
    },
    crashes: engine.crashes,
    stop: engine.stop,
  };
}
