import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import type { ChaosEngine } from '../engine.ts';

/** A container that has ended. */
export interface EndedContainer {
  readonly id: string;
  readonly exitCode: number;
  /** The engine was killed while the container was there: its log may lack what it wrote. */
  readonly sawKill: boolean;
}

/** How often it is looked at, milliseconds. */
const interval = 200;
/** An engine that is killed at times does not take longer to do what it is asked for, milliseconds. */
const patience = 60_000;
/** No answer takes longer; one that was under way at a kill never comes, milliseconds. */
const longestAnswer = 20_000;

/**
 * Creates a container, starts it and waits for its end, as often as the engine is killed meanwhile: what is to be done next is
 * told by the engine alone, as nobody knows whether it did what it was last asked for.
 */
export async function runToEnd(
  { docker, killing }: ChaosEngine,
  options: Docker.ContainerCreateOptions & { readonly name: string },
): Promise<EndedContainer> {
  const before = killing?.count();
  const container = docker.getContainer(options.name);
  let answeredAt = Date.now();
  for (;;) {
    try {
      const found = await answer(container.inspect().catch(unlessMissing));
      const { Status: status = 'missing', ExitCode: exitCode = 0 } = found?.State ?? {};
      if (found && (status === 'exited' || status === 'dead'))
        return { id: found.Id, exitCode, sawKill: killing?.count() !== before };
      if (status === 'missing') await answer(docker.createContainer(options));
      else if (status === 'created') await answer(container.start());
      else await sleep(interval);
      answeredAt = Date.now();
    } catch (error) {
      if (!killing || Date.now() > answeredAt + patience) throw error;
      await sleep(interval);
    }
  }
}

function unlessMissing(error: unknown): undefined {
  if ((error as { statusCode?: number }).statusCode !== 404) throw error;
}

function answer<Value>(asked: Promise<Value>): Promise<Value> {
  const late = sleep(longestAnswer, undefined, { ref: false }).then(() => {
    throw new Error(`the engine did not answer within ${longestAnswer / 1000} s`);
  });
  late.catch(() => {}); // it is late for nobody when the answer is there
  return Promise.race([asked, late]);
}
