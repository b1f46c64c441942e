import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { typescriptArguments } from '../../tools/typescript.mjs';
import { cpuSeconds, pause, startNode, stopProcess } from './processes.ts';

/** One kind of flood. */
export interface FloodCase {
  readonly name: string;
  readonly perPacket: number;
  readonly tags: number;
}

/** What a server made of a flood. */
export interface FloodResult {
  readonly sent: number;
  readonly counted: number;
  readonly cpuSeconds: number;
  /** Lines counted per CPU second of the server. */
  readonly perCpuSecond: number;
}

const milliseconds = 4000;
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Floods a port, and answers how many lines were sent. */
async function flood(port: number, { perPacket, tags }: FloodCase): Promise<number> {
  const sender = startNode([
    ...typescriptArguments,
    here('statsd-flood.ts'),
    ...[port, milliseconds, perPacket, tags].map(String),
  ]);
  const [line] = await once(createInterface({ input: sender.stdout! }), 'line');
  return Number(line);
}

/** Our server under a flood. */
export async function floodOurs(floodCase: FloodCase): Promise<FloodResult> {
  const server = startNode([...typescriptArguments, here('statsd-ours.ts')]);
  const [line] = await once(server.stdout!, 'data');
  const before = cpuSeconds(server.pid);
  const sent = await flood(JSON.parse(String(line)).port, floodCase);
  await pause(300);
  const cpu = cpuSeconds(server.pid) - before;
  const { counted } = JSON.parse(await stopProcess(server));
  return { sent, counted, cpuSeconds: cpu, perCpuSecond: counted / cpu };
}

/** statsd/statsd of npm under the same flood: what it counted is asked of its management port before it flushes. */
export async function floodStatsd(floodCase: FloodCase): Promise<FloodResult> {
  const directory = await mkdtemp(join(tmpdir(), 'tidegauge-bench-'));
  const [port, managementPort] = [28_125, 28_126];
  const config = {
    port,
    mgmt_port: managementPort,
    address: '127.0.0.1',
    mgmt_address: '127.0.0.1',
    flushInterval: 600_000,
    backends: [],
  };
  writeFileSync(join(directory, 'config.js'), `(${JSON.stringify(config)})`);
  const server = startNode([here('../../node_modules/statsd/stats.js'), join(directory, 'config.js')]);
  await pause(1000);
  const before = cpuSeconds(server.pid);
  const sent = await flood(port, floodCase);
  await pause(300);
  const cpu = cpuSeconds(server.pid) - before;
  const counted = await countersOf(managementPort);
  await stopProcess(server, 'SIGKILL');
  await rm(directory, { recursive: true });
  return { sent, counted, cpuSeconds: cpu, perCpuSecond: counted / cpu };
}

/** The sum of the flood's counters, by the management command `counters`. */
async function countersOf(port: number): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  socket.write('counters\n');
  let answer = '';
  for await (const piece of socket) {
    answer += piece;
    if (answer.includes('END\n')) break;
  }
  return [...answer.matchAll(/bench\.counter[^:]*: (\d+)/g)].reduce((sum, match) => sum + Number(match[1]), 0);
}
