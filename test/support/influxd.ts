import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { killAfterOurEnd } from './our-end.ts';
import { influxd } from './requires.ts';
import { scratchUntilExit } from './scratch.ts';
import { until } from './until.ts';

/** A real InfluxDB 2, on a port and in a directory of its own. */
export interface Influxd {
  readonly url: string;
  readonly org: string;
  /** Token that may do everything. */
  readonly token: string;
  /** Makes an empty bucket, under a name of its own without one, and answers its name. */
  createBucket(name?: string): Promise<string>;
  /** The section `store` of a configuration, with a bucket of its own; the token is in a file. */
  storeSection(): Promise<object>;
  /** Makes a token for these buckets. */
  createToken(buckets: string | readonly string[], actions: readonly ('read' | 'write')[]): Promise<string>;
  /** Kills the server; what it holds stays. */
  kill(): Promise<void>;
  /** Starts it again after {@link kill}. */
  restart(): Promise<void>;
  /** Kills it, and removes what it holds. */
  stop(): Promise<void>;
}

/** Starts influxd, with what it prints behind what is in `logPath`; answers how to kill it. */
function spawnInfluxd(args: readonly string[], logPath: string): () => Promise<void> {
  const log = openSync(logPath, 'a');
  const child = spawn(influxd, args, { stdio: ['ignore', log, log] });
  closeSync(log);
  killAfterOurEnd(child);
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
}

/** Starts an influxd and, unless told otherwise, sets it up. Stop it in an `after` hook. */
export async function startInfluxd({ setUp = true } = {}): Promise<Influxd> {
  const directory = scratchUntilExit();
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
    kill = spawnInfluxd([...files, '--http-bind-address', address, '--reporting-disabled'], log);
    const answers = () =>
      fetch(`${url}/health`).then(
        response => response.ok,
        () => false,
      );
    await until(answers, 'an answer of influxd', 30).catch(async error => {
      const said = await readFile(log, 'utf8');
      await stop();
      throw new Error(`${error.message}: ${said}`);
    });
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
  const createBucket = async (name = `bucket-${ids.size}`) => {
    ids.set(name, (await ask('buckets', { orgID, name, retentionRules: [] })).id);
    return name;
  };
  return {
    url,
    org,
    token,
    createBucket,
    async storeSection() {
      const token_file = join(directory, 'token');
      await writeFile(token_file, token);
      return { type: 'influxdb', influxdb: { url, org, bucket: await createBucket(), token_file } };
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
