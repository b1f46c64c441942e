import { z } from 'zod';
import { formatDuration } from '../../shared/duration.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { bucketOfPolicy, policies } from '../../shared/store/influxdb/connection.ts';
import type { PerResolution } from '../../shared/store/resolution.ts';
import { done, failed, pending, type StepOutcome } from '../step.ts';
import type { Ask } from './api.ts';
import type { Influxdb } from './set-up.ts';

/** A bucket as it is to be. */
export interface BucketSpec {
  readonly name: string;
  /** How long points are kept, milliseconds; undefined: for ever. */
  readonly keep: number | undefined;
}

/**
 * The buckets of the store, `keep` being how long points of each resolution are kept, milliseconds. InfluxQL reads `a/b` as retention policy b of database a. `resolutions` says which of the
 * others holds a range, and is never too old.
 */
export function bucketSpecs(bucket: string, keep: PerResolution<number>): readonly BucketSpec[] {
  return [
    { name: bucket, keep: keep.raw },
    { name: bucketOfPolicy(bucket, policies['1m']), keep: keep['1m'] },
    { name: bucketOfPolicy(bucket, policies['10m']), keep: keep['10m'] },
    { name: bucketOfPolicy(bucket, policies.resolutions), keep: undefined },
  ];
}

const path = '/api/v2/buckets';
const bucket = z.object({
  id: z.string(),
  name: z.string(),
  retentionRules: z.array(z.object({ everySeconds: z.number() })),
});
const buckets = z.object({ buckets: z.array(bucket) });

/** Makes the buckets that are missing and brings in changed retentions. Gives their ids, in the order of `specs`. */
export async function keepBuckets(
  { ask, orgId }: Influxdb,
  specs: readonly BucketSpec[],
  dryRun: boolean,
): Promise<StepOutcome<readonly string[]>> {
  const changes: string[] = [];
  const ids: string[] = [];
  for (const spec of specs) {
    const kept = await keepBucket(ask, orgId, spec, dryRun);
    if (!kept.ok) return failed(kept.reason);
    if (kept.value.change) changes.push(kept.value.change);
    if (kept.value.id !== undefined) ids.push(kept.value.id);
  }
  const text = changes.length === 0 ? 'unchanged' : `${dryRun ? 'would be ' : ''}${changes.join(', ')}`;
  return ids.length === specs.length ? done(ids, text) : pending(text);
}

interface Kept {
  /** Undefined in a dry run that would make it. */
  readonly id: string | undefined;
  readonly change?: string;
}

async function keepBucket(
  ask: Ask,
  orgID: string,
  { name, keep }: BucketSpec,
  dryRun: boolean,
): Promise<Outcome<Kept>> {
  const everySeconds = Math.ceil((keep ?? 0) / 1000);
  const shown = `${name} (${keep === undefined ? 'for ever' : formatDuration(keep)})`;
  const found = await ask({ path: `${path}?${new URLSearchParams({ orgID, name })}`, answer: buckets });
  if (!found.ok && found.reason.status !== 404) return failure(found.reason.message);
  const [there] = found.ok ? found.value.buckets : [];
  if (there && (there.retentionRules[0]?.everySeconds ?? 0) === everySeconds) return success({ id: there.id });
  if (dryRun) return success({ id: there?.id, change: `${there ? 'changed' : 'made'} ${shown}` });
  const retentionRules = [{ type: 'expire', everySeconds, shardGroupDurationSeconds: shardGroupSeconds(everySeconds) }];
  const kept = await (there
    ? ask({ method: 'PATCH', path: `${path}/${there.id}`, body: { retentionRules }, answer: bucket })
    : ask({ method: 'POST', path, body: { orgID, name, retentionRules }, answer: bucket }));
  if (!kept.ok) return failure(kept.reason.message);
  return success({ id: kept.value.id, change: `${there ? 'changed' : 'made'} ${shown}` });
}

/**
 * The length of a shard, which InfluxDB chooses so for a new bucket and does not adapt to a changed retention:
 * https://docs.influxdata.com/influxdb/v2/reference/internals/shards/
 */
function shardGroupSeconds(keepSeconds: number): number {
  const [hour, day] = [3600, 86_400];
  if (keepSeconds === 0 || keepSeconds > 180 * day) return 7 * day;
  return keepSeconds >= 2 * day ? day : hour;
}
