import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { influxd } from './requires.ts';

/** A real InfluxDB 2, on a port and in a directory of its own. */
export interface Influxd {
  readonly url: string;
  readonly org: string;
  /** Token that may do everything. */
  readonly token: string;
  /** Makes an empty bucket, under a name of its own without one, and answers its name. */
  createBucket(name?: string): Promise<string>;
  /** Makes a token for these buckets. */
  createToken(buckets: string | readonly string[], actions: readonly ('read' | 'write')[]): Promise<string>;
  /** Kills the server; what it holds stays. */
  kill(): Promise<void>;
  /** Starts it again after {@link kill}. */
  restart(): Promise<void>;
  /** Kills it, and removes what it holds. */
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts `command` so that it is killed when this process ends, however that happens: a shell waits for our end of a pipe. */
function spawnBound(command: readonly string[], logPath: string) {
  const log = openSync(logPath, 'a');
  const script = '"$@" </dev/null & read _; kill -9 $! 2>/dev/null; wait';
  const shell = spawn('sh', ['-c', script, 'sh', ...command], { stdio: ['pipe', log, log] });
  closeSync(log);
  return async () => {
    shell.stdin?.end();
    if (shell.exitCode === null && shell.signalCode === null) await once(shell, 'exit');
  };
}

/** Starts an influxd and, unless told otherwise, sets it up. Stop it in an `after` hook. */
export async function startInfluxd({ setUp = true } = {}): Promise<Influxd> {
  const directory = await mkdtemp(join(tmpdir(), 'tidegauge-influxd-'));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const org = 'tidegauge';
  const token = 'a-token-for-tests';
  const log = join(directory, 'log');
  let kill = async () => {};

  const stop = async () => {
    await kill();
    await rm(directory, { recursive: true, force: true });
  };

  const start = async () => {
    const files = ['bolt', 'engine', 'sqlite'].flatMap(part => [`--${part}-path`, join(directory, part)]);
    kill = spawnBound([influxd, ...files, '--http-bind-address', address, '--reporting-disabled'], log);
    for (let tries = 0; tries < 600; tries += 1) {
      const ready = await fetch(`${url}/health`).then(
        response => response.ok,
        () => false,
      );
      if (ready) return;
      await sleep(50);
    }
    const said = await readFile(log, 'utf8');
    await stop();
    throw new Error(`influxd did not start: ${said}`);
  };

  const ask = async (path: string, body?: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${url}/api/v2/${path}`, {
      headers: { authorization: `Token ${token}` },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`influxd answered ${path} with ${response.status}: ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };

  await start();
  const made = setUp && (await ask('setup', { username: 'tests', password: 'for-tests', org, bucket: 'first', token }));
  const orgID = made ? (made.org as { id: string }).id : undefined;
  const ids = new Map<string, unknown>();
  return {
    url,
    org,
    token,
    async createBucket(name = `bucket-${ids.size}`) {
      ids.set(name, (await ask('buckets', { orgID, name, retentionRules: [] })).id);
      return name;
    },
    async createToken(buckets, actions) {
      const permissions = [buckets].flat().flatMap(bucket => {
        const resource = { type: 'buckets', orgID, id: ids.get(bucket) };
        return actions.map(action => ({ action, resource }));
      });
      const made = await ask('authorizations', { orgID, permissions });
      return String(made.token);
    },
    kill: () => kill(),
    restart: start,
    stop,
  };
}
