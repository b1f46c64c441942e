import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../support/free-port.ts';
import { scratchUntilExit } from '../../../support/scratch.ts';
import { startProgram } from '../program.ts';
import type { Contender } from '../server.ts';
import { untilTcp } from './until.ts';

const program = fileURLToPath(new URL('../../../../node_modules/statsd/stats.js', import.meta.url));

/** statsd/statsd of npm: what it counted is asked of its management port before it flushes for the first time. */
export const statsd: Contender = {
  name: 'statsd/statsd',
  async start(cpu) {
    const [port, managementPort] = [await freePort(), await freePort()];
    const config = {
      port,
      mgmt_port: managementPort,
      address: '127.0.0.1',
      mgmt_address: '127.0.0.1',
      flushInterval: 600_000,
      backends: [],
    };
    const file = join(scratchUntilExit(), 'config.js');
    await writeFile(file, `(${JSON.stringify(config)})`);
    const running = startProgram([process.execPath, program, file], { cpu });
    await untilTcp(managementPort);
    return {
      pid: running.pid,
      port,
      async finish() {
        const counted = await countersOf(managementPort);
        await running.end('SIGKILL');
        return counted;
      },
    };
  },
};

/** The sum of the load's counters, by the management command `counters`. */
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
