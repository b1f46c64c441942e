import { join } from 'node:path';
import { z } from 'zod';
import { type Outcome, success } from '../../shared/outcome.ts';
import { putFile } from '../files/atomic.ts';
import { explainFileError } from '../files/explain.ts';
import { readKept } from '../secrets/keep.ts';
import { done, failed, pending, type StepOutcome } from '../step.ts';
import { type ApiFault, createApi, type InfluxdbAccess } from './api.ts';
import { findAuthorizations, isFor, makeAuthorization, type Rights, removeAuthorizations } from './authorizations.ts';
import type { Influxdb } from './set-up.ts';

/** A token of InfluxDB for one service. */
export interface ServiceTokenOptions {
  readonly influxdb: Influxdb;
  readonly access: Omit<InfluxdbAccess, 'token'>;
  readonly rights: Rights;
  /** The directory of the master copies. */
  readonly data: string;
  /** Name of the file in it. */
  readonly file: string;
  readonly dryRun: boolean;
}

/**
 * The token that is kept, when it has just the rights it should have; else a new one. InfluxDB tells a token only when it
 * makes it, so one that was made and not kept because of a crash is taken back by the next run, as is any other of the
 * same description.
 */
export async function keepServiceToken(options: ServiceTokenOptions): Promise<StepOutcome<string>> {
  const { influxdb, rights, dryRun } = options;
  const path = join(options.data, options.file);
  try {
    const found = await findAuthorizations(influxdb, rights.description);
    if (!found.ok) return failed(found.reason.message);
    // A damaged one can be made again, unlike a secret of ours.
    const read = await readKept(path, { padded: true });
    const kept = read.ok ? read.value : undefined;
    if (kept !== undefined && found.value.length === 1 && isFor(found.value[0]!, rights)) {
      const accepted = await isAccepted(options, kept);
      if (!accepted.ok) return failed(accepted.reason.message);
      if (accepted.value) return done(kept, 'kept');
    }
    if (dryRun) return pending(`would make a token: ${rights.description}`);
    const removed = await removeAuthorizations(influxdb, found.value);
    if (!removed.ok) return failed(removed.reason.message);
    const made = await makeAuthorization(influxdb, rights);
    if (!made.ok) return failed(made.reason.message);
    await putFile({ path, content: made.value });
    return done(made.value, found.value.length > 0 || !read.ok ? 'made anew' : 'made');
  } catch (error) {
    return failed(explainFileError(path, error));
  }
}

/** Whether InfluxDB knows the token, and shows it all of its buckets. */
async function isAccepted(
  { access, rights, influxdb }: ServiceTokenOptions,
  token: string,
): Promise<Outcome<boolean, ApiFault>> {
  const ask = createApi({ ...access, token });
  const answer = z.object({ buckets: z.array(z.object({ id: z.string() })) });
  const query = new URLSearchParams({ orgID: influxdb.orgId, limit: '100' });
  const seen = await ask({ path: `/api/v2/buckets?${query}`, answer });
  if (!seen.ok) return seen.reason.status === 401 ? success(false) : seen;
  const ids = new Set(seen.value.buckets.map(({ id }) => id));
  return success(rights.bucketIds.every(id => ids.has(id)));
}
