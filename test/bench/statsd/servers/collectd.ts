import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../../support/free-port.ts';
import { scratchUntilExit } from '../../../support/scratch.ts';
import { pause } from '../../processes.ts';
import { findProgram } from '../find-program.ts';
import { startProgram } from '../program.ts';
import type { Contender } from '../server.ts';
import { isUdpBound } from './udp-listening.ts';
import { untilTrue } from './until.ts';

/** Milliseconds until what has been counted stands in the files. */
const toldAfter = 5500;

/** Its counters go on from interval to interval, and are written to files at each, as they are and not as rates. */
const configuration = (port: number, directory: string) => `
BaseDir "${directory}"
PIDFile "${directory}/pid"
TypesDB "/usr/share/collectd/types.db"
Hostname "bench"
FQDNLookup false
Interval 4
LoadPlugin statsd
LoadPlugin csv
<Plugin statsd>
  Host "127.0.0.1"
  Port "${port}"
</Plugin>
<Plugin csv>
  DataDir "${directory}/csv"
  StoreRates false
</Plugin>
`;

/** collectd of Debian with its StatsD plugin. */
export const collectd: Contender = {
  name: 'collectd',
  async start(cpu) {
    const program = await findProgram({ name: 'collectd' });
    if (!program) return undefined;
    const directory = scratchUntilExit();
    const port = await freePort();
    const config = join(directory, 'collectd.conf');
    await writeFile(config, configuration(port, directory));
    const running = startProgram([program, '-f', '-C', config], { cpu, loud: false });
    await untilTrue(`UDP port ${port}`, () => isUdpBound(port));
    return {
      pid: running.pid,
      port,
      async finish() {
        await pause(toldAfter);
        const counted = await newestSum(join(directory, 'csv', 'bench', 'statsd'));
        await running.end('SIGKILL');
        return counted;
      },
    };
  },
};

/** The sum of the last values of all files of counters: `1700000000.000,5`. */
async function newestSum(directory: string): Promise<number> {
  const files = await readdir(directory).catch(() => []);
  const texts = await Promise.all(
    files.filter(file => file.startsWith('derive-bench')).map(file => readFile(join(directory, file), 'utf8')),
  );
  return texts.reduce((sum, text) => sum + Number(/,(\d+)\n$/.exec(text)?.[1] ?? 0), 0);
}
