import { z } from 'zod';
import { formatDuration } from '../../shared/duration.ts';
import { type Clock, delay } from '../../shared/lifecycle/clock.ts';
import { quote } from '../../shared/logging/quote.ts';
import type { Say } from '../run.ts';
import { done, failed, type StepOutcome } from '../step.ts';
import { createApi } from './api.ts';

const health = z.object({ name: z.string(), status: z.string(), version: z.string().default('of no known version') });

/** What to wait for, and how long. */
export interface WaitOptions {
  readonly url: string;
  readonly clock: Clock;
  /** Milliseconds after which waiting ends. */
  readonly limit: number;
}

/** Between two tries, milliseconds. */
const pause = 1000;
/** Between two lines that say it still waits, milliseconds. */
const sayEvery = 5000;

/** Waits until InfluxDB 2 says that it is ready. Gives its version. */
export async function waitForInfluxdb({ url, clock, limit }: WaitOptions, say: Say): Promise<StepOutcome<string>> {
  const ask = createApi({ url, timeout: 5000 });
  const began = clock.now();
  let said = -sayEvery;
  for (;;) {
    const answer = await ask({ path: '/health', answer: health });
    if (answer.ok && answer.value.status === 'pass' && answer.value.name === 'influxdb') {
      const { version } = answer.value;
      // A 1.x answers here too, and 3.x has no such API.
      return /^v?2\./.test(version)
        ? done(version, `${version} answers at ${url}`)
        : failed(`what answers at ${url} is InfluxDB ${quote(version)}, and 2.x is needed: see store.influxdb.url`);
    }
    const waited = clock.now() - began;
    if (waited >= limit) {
      const why = answer.ok ? `what answers at ${url} says ${quote(answer.value.status)}` : answer.reason.message;
      return failed(
        `waited ${formatDuration(limit)}, and ${why}: see docker compose logs influxdb and store.influxdb.url, then docker compose up -d`,
      );
    }
    if (waited - said >= sayEvery) {
      said = waited;
      say(`waiting for ${url} … ${Math.round(waited / 1000)} s`);
    }
    await delay(clock, Math.min(pause, limit - waited));
  }
}
