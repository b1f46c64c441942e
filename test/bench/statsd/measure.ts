import { availableParallelism } from 'node:os';
import { cpuSeconds, pause } from '../processes.ts';
import { send } from './generator.ts';
import type { Load } from './load.ts';
import type { Contender } from './server.ts';

/** What a server made of a load. */
export interface Figures {
  /** Lines. */
  readonly sent: number;
  readonly counted: number;
  /** Share of the lines that were sent and not counted. */
  readonly lost: number;
  /** Lines counted per CPU second, user and system, of all threads of the server. */
  readonly perCpuSecond: number;
}

/** Where the server and the generator run: each on a core of its own, or wherever the system puts them. */
export interface Placing {
  readonly server: number | undefined;
  readonly generator: number | undefined;
}

/** The server on one core, the generator on another where there is one. */
export const oneCore: Placing = { server: 0, generator: availableParallelism() > 1 ? 1 : undefined };

/** As the system will. */
export const anyCore: Placing = { server: undefined, generator: undefined };

/** Starts a server, sends it a load, and asks what it counted; undefined if it is not on this machine. */
export async function measure(contender: Contender, load: Load, placing: Placing): Promise<Figures | undefined> {
  const server = await contender.start(placing.server);
  if (!server) return undefined;
  const before = await cpuWhenIdle(server.pid);
  const sent = await send(server.port, load, placing.generator);
  const cpu = (await cpuWhenIdle(server.pid)) - before;
  const counted = await server.finish();
  return { sent, counted, lost: Math.max(0, 1 - counted / sent), perCpuSecond: counted / cpu };
}

/** CPU seconds of a process once it has worked off what it had taken in: waits ten seconds at most. */
async function cpuWhenIdle(pid: number): Promise<number> {
  let last = cpuSeconds(pid);
  for (let tries = 0; tries < 50; tries++) {
    await pause(200);
    const now = cpuSeconds(pid);
    if (now - last <= 0.01) return now;
    last = now;
  }
  return last;
}
