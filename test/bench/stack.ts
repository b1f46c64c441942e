import { usedMemory } from '../support/container-memory.ts';
import { docker } from '../support/containers.ts';
import { createStack, type Stack, stackServices } from '../support/stack.ts';
import { createStackQueries } from '../support/stack-queries.ts';
import { pause } from './processes.ts';
import { send } from './statsd/generator.ts';
import { flood } from './statsd/load.ts';

/** What the stack took. */
export interface StackResult {
  readonly imageBytes: number;
  /** Seconds from `up`, with the image built, to a first point in the store. */
  readonly firstPoint: number;
  /** Seconds from `up` to every health check passed. */
  readonly healthy: number;
  /** Memory of each service in bytes, without page cache. */
  readonly idle: Readonly<Record<string, number>>;
  readonly loaded: Readonly<Record<string, number>>;
}

/** Starts the stack as it comes, lets it be for so many seconds, then floods it with StatsD for 20 s. */
export async function measureStack(idleSeconds: number): Promise<StackResult> {
  const stack = await createStack();
  try {
    const { Size: imageBytes } = await docker.getImage(`${stack.project}:local`).inspect();
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    const [firstPoint, healthy] = await Promise.all([untilFirstPoint(stack).then(seconds), stack.up().then(seconds)]);
    await pause(idleSeconds * 1000);
    const idle = await memoryOf(stack);
    await send(stack.statsdPort, { ...flood, seconds: 20, tags: 3 });
    return { imageBytes, firstPoint, healthy, idle, loaded: await memoryOf(stack) };
  } finally {
    await stack.remove();
  }
}

async function untilFirstPoint(stack: Stack): Promise<void> {
  for (;;) {
    try {
      const { influxql } = await createStackQueries(stack);
      const rows = await influxql('SELECT first("value") FROM "system_cpu_utilization"');
      if (rows.length > 0) return;
    } catch {
      // The store is not set up yet.
    }
    await pause(100);
  }
}

async function memoryOf(stack: Stack): Promise<Record<string, number>> {
  const figures = await Promise.all(
    stackServices.map(async service => {
      const { Id } = await stack.inspect(service);
      const { memory_stats } = await docker.getContainer(Id).stats({ stream: false });
      return [service, usedMemory(memory_stats)] as const;
    }),
  );
  return Object.fromEntries(figures);
}
