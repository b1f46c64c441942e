import { access, constants, mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../../lifecycle/clock.ts';
import type { Logger } from '../../logging/logger.ts';
import { failure, messageOf, type Outcome } from '../../outcome.ts';
import { isDamage, isLocked, isLogDamage, lockHolder } from './faults.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';

/** How a database is opened, and who is told what was found. */
export interface OpenOptions extends SessionOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}

/**
 * Opens the database, in a directory that is made when it is not there. A damaged file is moved aside, and a fresh
 * one is started; when only its write-ahead log is damaged, only that goes, with the points since the last checkpoint.
 */
export async function openDatabase(options: OpenOptions): Promise<Outcome<Session>> {
  const { path } = options;
  const directory = dirname(path);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await access(directory, constants.W_OK);
  } catch (error) {
    return failure(`cannot write to the directory ${directory}: ${messageOf(error)}`);
  }
  // At worst the log goes first, then the file, and the third attempt starts a fresh one.
  for (let attempt = 1; ; attempt += 1) {
    try {
      const session = await openSession(options);
      return session.ok ? session : failure(`cannot use ${path}: ${session.reason}`);
    } catch (error) {
      if (isLocked(error)) {
        return failure(`${path} is in use by another process: ${lockHolder(error) ?? messageOf(error)}`);
      }
      if (!isDamage(error) || attempt === 3) return failure(`cannot open ${path}: ${messageOf(error)}`);
      const moved = await moveAside(options, error);
      if (!moved.ok) return moved;
    }
  }
}

/** Keeps what is damaged under another name, beside the file. */
async function moveAside({ path, clock, logger }: OpenOptions, error: unknown): Promise<Outcome<undefined>> {
  const aside = await freeName(`${path}.damaged-${new Date(clock.now()).toISOString().replaceAll(/[-:]/g, '')}`);
  const log = { from: `${path}.wal`, to: `${aside}.wal` };
  try {
    if (await exists(log.from)) await rename(log.from, log.to);
    if (isLogDamage(error)) {
      logger.warn(`the write-ahead log of ${path} is damaged and was kept as ${log.to}: ${messageOf(error)}`);
    } else {
      await rename(path, aside);
      logger.warn(`${path} is damaged and was kept as ${aside}; a fresh one is started: ${messageOf(error)}`);
    }
    return { ok: true, value: undefined };
  } catch (failed) {
    return failure(`${path} is damaged (${messageOf(error)}) and cannot be moved aside: ${messageOf(failed)}`);
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

async function freeName(wanted: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const name = attempt === 1 ? wanted : `${wanted}-${attempt}`;
    if (!(await exists(name)) && !(await exists(`${name}.wal`))) return name;
  }
}
