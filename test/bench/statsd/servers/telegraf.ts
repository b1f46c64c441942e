import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../../support/free-port.ts';
import { scratchUntilExit } from '../../../support/scratch.ts';
import { pause } from '../../processes.ts';
import { findProgram } from '../find-program.ts';
import { startProgram } from '../program.ts';
import type { Contender } from '../server.ts';
import { isUdpBound } from './udp-listening.ts';
import { untilTrue } from './until.ts';

const go = ['-tags', 'custom,inputs.statsd,outputs.file', 'github.com/influxdata/telegraf/cmd/telegraf@v1.37.2'];

/** Milliseconds until what has been counted stands in the file. */
const toldAfter = 5500;

/** Its counters go on from interval to interval, and are written to a file at each. */
const configuration = (port: number, file: string) => `
[agent]
  interval = "4s"
  flush_interval = "1s"
  round_interval = false
  metric_buffer_limit = 100000
  omit_hostname = true
[[inputs.statsd]]
  protocol = "udp"
  service_address = "127.0.0.1:${port}"
  delete_counters = false
  datadog_extensions = true
  read_buffer_size = 8388608
[[outputs.file]]
  files = ["${file}"]
`;

/** The server agent of InfluxData, with nothing but its StatsD input. */
export const telegraf: Contender = {
  name: 'telegraf',
  async start(cpu) {
    const program = await findProgram({ name: 'telegraf', go });
    if (!program) return undefined;
    const directory = scratchUntilExit();
    const port = await freePort();
    const [config, output] = [join(directory, 'telegraf.conf'), join(directory, 'points')];
    await writeFile(config, configuration(port, output));
    const running = startProgram([program, '--quiet', '--config', config], { cpu, loud: false });
    await untilTrue(`UDP port ${port}`, () => isUdpBound(port));
    return {
      pid: running.pid,
      port,
      async finish() {
        await pause(toldAfter);
        const counted = await newestSum(output);
        await running.end('SIGKILL');
        return counted;
      },
    };
  },
};

/** The sum of the counters' newest values: `bench_counter_1,metric_type=counter value=5i 1700000000000000000`. */
async function newestSum(file: string): Promise<number> {
  const newest = new Map<string, number>();
  const text = await readFile(file, 'utf8').catch(() => '');
  for (const [, series = '', value] of text.matchAll(/^(bench\S*) (?:.*,)?value=(\d+)/gm))
    newest.set(series, Number(value));
  return [...newest.values()].reduce((sum, value) => sum + value, 0);
}
