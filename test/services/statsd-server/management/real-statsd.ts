import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../support/free-port.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';
import { ask } from './ask.ts';

/** statsd/statsd itself, as npm has it. */
export interface RealStatsd {
  readonly managementPort: number;
  /** Sends datagrams, and waits until every line of them is counted. */
  send(packets: readonly string[]): Promise<void>;
}

const stats = fileURLToPath(new URL('../../../../node_modules/statsd/stats.js', import.meta.url));

/** Starts it with a Graphite that nobody runs, and a first flush that nobody lives to see. */
export async function startRealStatsd(t: TestContext): Promise<RealStatsd> {
  const directory = await scratchDirectory(t);
  const [port, managementPort] = [await freePort(), await freePort()];
  const config = {
    port,
    address: '127.0.0.1',
    mgmt_port: managementPort,
    mgmt_address: '127.0.0.1',
    flushInterval: 3_600_000,
    graphiteHost: '127.0.0.1',
    graphitePort: 1,
    backends: ['./backends/graphite'],
  };
  await writeFile(join(directory, 'config.js'), `(${JSON.stringify(config)})`);
  // Node has it no more since 23, and statsd cannot do without.
  await writeFile(join(directory, 'log.cjs'), 'require("node:util").log ??= () => {};');
  const child = spawn(process.execPath, ['-r', join(directory, 'log.cjs'), stats, join(directory, 'config.js')], {
    stdio: 'ignore',
  });
  t.after(() => child.kill('SIGKILL'));
  await until(() => listens(managementPort), 'statsd');
  const socket = createSocket('udp4');
  t.after(() => socket.close());
  return {
    managementPort,
    async send(packets) {
      for (const packet of packets) socket.send(packet, port, '127.0.0.1');
      const lines = packets.flatMap(packet => packet.split('\n')).length;
      await until(
        async () => (await ask(managementPort, 'counters\n')).includes(`'statsd.metrics_received': ${lines}`),
        'every line at statsd',
      );
    },
  };
}

const listens = (port: number) =>
  new Promise<boolean>(resolve => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
