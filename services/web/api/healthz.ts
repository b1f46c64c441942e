import { z } from 'zod';
import { type Clock, within } from '../../shared/lifecycle/clock.ts';
import { failure } from '../../shared/outcome.ts';
import type { Part } from '../../shared/part.ts';
import type { MetricStore } from '../../shared/store/metric-store.ts';
import { type ApiRoute, ok } from './route.ts';

/** Whoever asks whether all is well waits no longer than this for the store; milliseconds. */
const patience = 2000;

const answer = z.strictObject({
  status: z.enum(['ok', 'down']),
  parts: z.record(
    z.string(),
    z.strictObject({ state: z.enum(['ok', 'off', 'warn', 'down']), detail: z.string(), remedy: z.string().optional() }),
  ),
});

/** Whether everything works that should. */
export const healthzRoute: ApiRoute = {
  path: '/healthz',
  summary: 'The state of each part. One that is off is gone without, and one that warns works: neither is a failure.',
  parameters: [],
  answer,
  unavailable: { description: 'A part that should work does not.', answer },
  async handle(_values, { store, health, clock }) {
    const parts = [...health(), await storePart(store, clock)];
    const down = parts.some(part => part.state === 'down');
    // Of two parts with one name, such as the writing and the reading of the store, the one that is down is told.
    const worstLast = [...parts].sort((a, b) => Number(a.state === 'down') - Number(b.state === 'down'));
    const body = {
      status: down ? 'down' : 'ok',
      parts: Object.fromEntries(worstLast.map(({ name, ...rest }) => [name, rest])),
    };
    return down ? { status: 503, body } : ok(body);
  },
};

async function storePart(store: MetricStore, clock: Clock): Promise<Part> {
  const health = (await within(clock, patience, store.health())) ?? failure('does not answer');
  return health.ok
    ? { name: 'store', state: 'ok', detail: health.value.detail }
    : { name: 'store', state: 'down', detail: health.reason };
}
