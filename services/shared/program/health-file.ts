import { rename, rm, writeFile } from 'node:fs/promises';
import type { Clock } from '../lifecycle/clock.ts';
import type { Logger } from '../logging/logger.ts';
import { messageOf } from '../outcome.ts';
import type { Part } from '../part.ts';

/** What is written, where and when. */
export interface HealthFileOptions {
  readonly path: string;
  parts(): readonly Part[];
  readonly clock: Clock;
  readonly logger: Logger;
}

const interval = 5000;

/** A line for each part: `ok  store  InfluxDB 2.9.1`. */
export function healthText(parts: readonly Part[]): string {
  return parts.map(({ name, state, detail }) => `${state}  ${name}  ${detail.replaceAll(/\s+/g, ' ')}\n`).join('');
}

/**
 * Writes how each part is, now and every five seconds, for a health check that only looks at a file. It is replaced whole,
 * and by the event loop: one that stands still lets the file grow old. What is returned removes it.
 */
export function startHealthFile({ path, parts, clock, logger }: HealthFileOptions): () => Promise<void> {
  const unfinished = `${path}.new`;
  let problem: string | undefined;
  let stopped = false;
  let cancel = () => {};

  async function write(): Promise<void> {
    try {
      await writeFile(unfinished, healthText(parts()));
      await rename(unfinished, path);
      problem = undefined;
    } catch (error) {
      const reason = messageOf(error);
      if (reason !== problem)
        logger.error(`the health file cannot be written: ${reason}; name another one in --health-file`);
      problem = reason;
    }
    if (!stopped) cancel = clock.at(clock.now() + interval, round);
  }

  let writing = Promise.resolve();
  function round(): void {
    writing = write();
  }

  round();
  return async () => {
    stopped = true;
    cancel();
    await writing;
    await Promise.allSettled([unfinished, path].map(file => rm(file, { force: true })));
  };
}
