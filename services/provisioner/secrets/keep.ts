import { chmod, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { putFile, removeDrafts } from '../files/atomic.ts';
import { codeOf, explainFileError } from '../files/explain.ts';
import { done, failed, type StepOutcome } from '../step.ts';
import { faultOf, makeSecret, type SecretName } from './secret.ts';

/** What a damaged secret leads to, and the way out. */
const remedies: Record<SecretName, string> = {
  'influxdb-operator-token':
    'remove it and write an operator token of the InfluxDB there; or, to begin anew without the points, docker compose down and docker volume rm the volumes provisioner-data and influxdb-data',
  'influxdb-password': 'remove it, a new one is made; nothing but a person who signs in to InfluxDB needs it',
  'grafana-admin-password':
    'remove it, a new one is made; Grafana keeps the old one until docker compose exec grafana grafana cli admin reset-admin-password',
  'grafana-secret-key': 'put it back from a copy, or remove it, and a new one is made',
  'api-token': 'remove it, a new one is made; machines that use the old one then need the new one',
};

/** How to get at a file of the provisioner's own volume. */
const shell = 'docker compose run --rm --entrypoint sh provisioner';

/** Makes the directory of the master copies, for its owner only. */
export async function keepDataDirectory(path: string, dryRun: boolean): Promise<StepOutcome<string>> {
  try {
    const before = await stat(path).catch(() => undefined);
    if (before?.isDirectory() && !dryRun) await removeDrafts(path, () => true);
    if (before?.isDirectory() && (before.mode & 0o777) === 0o700) return done(path, 'unchanged');
    if (dryRun) return done(path, `would make ${path}, or its mode 0700`);
    await mkdir(path, { recursive: true, mode: 0o700 });
    await chmod(path, 0o700);
    return done(path, `${path} is for the provisioner only`);
  } catch (error) {
    return failed(explainFileError(path, error));
  }
}

/**
 * The secret `name`: the one that is kept in the directory `data`, or a new one where there is none. A damaged one is never
 * replaced, because what it opens may know the old one.
 */
export async function keepSecret(data: string, name: SecretName, dryRun: boolean): Promise<StepOutcome<string>> {
  const path = join(data, name);
  try {
    const kept = await readKept(path, { padded: name === 'influxdb-operator-token' });
    if (!kept.ok) return failed(`${kept.reason}: ${remedies[name]} (a shell that sees it: ${shell})`);
    if (kept.value !== undefined) return done(kept.value, 'kept');
    const secret = makeSecret();
    if (dryRun) return done(secret, `would make ${path}`);
    // Exclusively: were two provisioners to run at once, both use the secret of the first.
    const first = await putFile({ path, content: secret }, { exclusive: true }).then(
      () => true,
      error => {
        // ENOENT: another that has just begun took our draft for one that was left.
        if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOENT') return false;
        throw error;
      },
    );
    return first ? done(secret, `made: ${path}`) : keepSecret(data, name, dryRun);
  } catch (error) {
    return failed(explainFileError(path, error));
  }
}

/** The secret in a file, undefined when there is no file; `padded` as in faultOf. Throws what is no fault of the file. */
export async function readKept(path: string, format: { padded: boolean }): Promise<Outcome<string | undefined>> {
  try {
    const content = await readFile(path, 'latin1');
    const fault = faultOf(content, format);
    return fault === undefined ? success(content.replace(/\n$/, '')) : failure(`the secret ${path} ${fault}`);
  } catch (error) {
    switch (codeOf(error)) {
      case 'ENOENT':
        return success(undefined);
      case 'EISDIR':
        return failure(`the secret ${path} is a directory`);
      case 'EACCES':
      case 'EPERM':
      case 'EIO':
        return failure(`the secret ${path} cannot be read (${codeOf(error)})`);
      default:
        throw error;
    }
  }
}
