import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { done, failed, type StepOutcome } from './step.ts';

/** Bits of a mode for those who are neither the owner nor of the group: who may read a file, who may go into a directory. */
const readable = 0o004;
const open = 0o001;

/**
 * Whether the services, which run as an ordinary user, can read the configuration file; undefined: there is none. A
 * checkout made with a strict umask keeps them out, and each would go on with the defaults.
 */
export async function checkConfiguration(path: string | undefined): Promise<StepOutcome<undefined>> {
  if (path === undefined) return done(undefined, 'no tidegauge.yaml: the defaults');
  const file = (await stat(path)).mode & readable;
  const directory = (await stat(dirname(path))).mode & open;
  if (file && directory) return done(undefined, path);
  return failed(
    'tidegauge.yaml is not readable for the services, which run as an ordinary user: chmod o+x its directory, and chmod o+r the file',
  );
}
