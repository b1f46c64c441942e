import { freePort } from '../../../support/free-port.ts';
import { findProgram } from '../find-program.ts';
import { startProgram } from '../program.ts';
import type { Contender } from '../server.ts';
import { isUdpBound } from './udp-listening.ts';
import { untilTcp, untilTrue } from './until.ts';

/** The exporter of Prometheus: what it counted stands on its page. */
export const statsdExporter: Contender = {
  name: 'statsd_exporter',
  async start(cpu) {
    const program = await findProgram({
      name: 'statsd_exporter',
      go: ['github.com/prometheus/statsd_exporter@v0.31.0'],
    });
    if (!program) return undefined;
    const [port, webPort] = [await freePort(), await freePort()];
    const running = startProgram(
      [
        program,
        `--statsd.listen-udp=127.0.0.1:${port}`,
        '--statsd.listen-tcp=',
        `--web.listen-address=127.0.0.1:${webPort}`,
      ],
      { cpu, loud: false },
    );
    await untilTcp(webPort);
    await untilTrue(`UDP port ${port}`, () => isUdpBound(port));
    return {
      pid: running.pid,
      port,
      async finish() {
        const page = await (await fetch(`http://127.0.0.1:${webPort}/metrics`)).text();
        await running.end('SIGKILL');
        return [...page.matchAll(/^bench_counter\S* (\S+)$/gm)].reduce((sum, match) => sum + Number(match[1]), 0);
      },
    };
  },
};
