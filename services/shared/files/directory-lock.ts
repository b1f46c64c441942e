import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { listen } from '../lifecycle/listen.ts';
import type { Logger } from '../logging/logger.ts';
import { failure, type Outcome, success } from '../outcome.ts';
import { clearSocketFile } from './socket-file.ts';

/** The file of a service's lock in its directory. */
export const lockName = (service: string): string => `${service}.lock`;
/** Bytes of a unix socket's path, as far as every system takes them (macOS; Linux takes four more). */
const longestPath = 103;

/**
 * Makes a directory this process's alone among those of a service, until what it answers is called: two would write over
 * each other's files. The lock is a unix socket that listens: it ends with its process however that ends, and tells of processes in
 * other containers too, as no number of a process does. Two that start in the same millisecond over what a killed one left may
 * both get it. Fails when another has it; where there can be no such file the log says so, and it goes on without.
 */
export async function lockDirectory(
  directory: string,
  service: string,
  logger: Logger,
): Promise<Outcome<() => Promise<void>>> {
  const server = createServer(socket => socket.destroy());
  const problem = await take(server, join(directory, lockName(service)));
  if (problem?.code === 'EADDRINUSE')
    return failure(`${directory} is in use by another ${service}: stop that one, or set data to another directory`);
  if (problem) logger.warn(`whether another process uses ${directory} cannot be told: ${problem.message}`);
  server.unref();
  return success(() => new Promise<void>(resolve => server.close(() => resolve())));
}

/** Answers why not. */
async function take(server: Server, path: string): Promise<NodeJS.ErrnoException | undefined> {
  // Older versions of Node cut a longer one short, and listen elsewhere.
  if (Buffer.byteLength(path) > longestPath) return new Error(`its path has more than ${longestPath} bytes`);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
  const problem = await clearSocketFile(path);
  if (problem) return problem;
  const listening = await listen(server, { path });
  return listening.ok ? undefined : listening.reason;
}
