import { z } from 'zod';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import type { ApiFault } from './api.ts';
import type { Influxdb } from './set-up.ts';

/** What a token may do with each of its buckets. */
export type Action = 'read' | 'write';

/** The rights of a token, and the words by which its authorization is known as ours. */
export interface Rights {
  readonly description: string;
  readonly actions: readonly Action[];
  readonly bucketIds: readonly string[];
}

const path = '/api/v2/authorizations';
const permission = z.object({
  action: z.string(),
  resource: z.object({ type: z.string(), id: z.string().optional() }),
});
const authorization = z.object({
  id: z.string(),
  description: z.string().default(''),
  status: z.string(),
  permissions: z.array(permission),
});

/** An authorization as InfluxDB lists it: without its token, of which it keeps a hash. */
export type Authorization = z.output<typeof authorization>;

/** Those that were made under this description, oldest runs' leftovers included. */
export async function findAuthorizations(
  { ask, orgId }: Influxdb,
  description: string,
): Promise<Outcome<Authorization[], ApiFault>> {
  const answer = z.object({ authorizations: z.array(authorization) });
  const found = await ask({ path: `${path}?${new URLSearchParams({ orgID: orgId })}`, answer });
  return found.ok ? success(found.value.authorizations.filter(each => each.description === description)) : found;
}

const permissionsOf = ({ actions, bucketIds }: Rights, orgID: string) =>
  bucketIds.flatMap(id => actions.map(action => ({ action, resource: { type: 'buckets', id, orgID } })));

/** Whether an authorization gives these rights, and no others. */
export function isFor(found: Authorization, rights: Rights): boolean {
  const key = ({ action, resource }: z.output<typeof permission>) => `${action} ${resource.type} ${resource.id}`;
  const wanted = permissionsOf(rights, '').map(key).sort();
  return found.status === 'active' && found.permissions.map(key).sort().join() === wanted.join();
}

/** Makes an authorization. Gives its token, which InfluxDB tells only now. */
export async function makeAuthorization({ ask, orgId }: Influxdb, rights: Rights): Promise<Outcome<string, ApiFault>> {
  const body = { orgID: orgId, description: rights.description, permissions: permissionsOf(rights, orgId) };
  const made = await ask({ method: 'POST', path, body, answer: z.object({ token: z.string().min(1) }) });
  return made.ok ? success(made.value.token) : made;
}

/** Takes authorizations back; their tokens are worth nothing from then on. */
export async function removeAuthorizations(
  { ask }: Influxdb,
  authorizations: readonly Authorization[],
): Promise<Outcome<undefined, ApiFault>> {
  for (const { id } of authorizations) {
    const removed = await ask({ method: 'DELETE', path: `${path}/${id}`, answer: z.unknown() });
    // Gone is what it is to be.
    if (!removed.ok && removed.reason.status !== 404) return failure(removed.reason);
  }
  return success(undefined);
}
