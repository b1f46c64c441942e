import { amount, type Section } from '../page.ts';
import { generatorName } from './generator.ts';
import { flood } from './load.ts';
import { anyCore, measure } from './measure.ts';
import { ours } from './servers/ours.ts';

const linesPerSecond = 1_000_000;
const perPacket = 25;

/** A million lines a second for a minute, on all cores, with the receive buffer that the system grants. */
export async function benchMinute(): Promise<Section> {
  const seconds = Number(process.env.BENCH_LOAD_SECONDS ?? 60);
  const load = { ...flood, seconds, perPacket, packetsPerSecond: linesPerSecond / perPacket };
  const figures = await measure(ours, load, anyCore);
  if (!figures) throw new Error('our own server did not start');
  const { sent, counted } = figures;
  return {
    title: 'StatsD server under a million lines a second',
    how: `A million lines a second for ${seconds} s from ${await generatorName()}, ${perPacket} to a packet, in bursts of a millisecond each; the receive buffer is what the system grants as it comes. BENCH_LOAD_SECONDS says how long.`,
    columns: ['what', 'figure', 'aim'],
    rows: [
      ['lines sent', String(sent), ''],
      ['lines sent a second', amount(sent / seconds), ''],
      ['lines lost', String(sent - counted), `0: ${sent === counted ? 'met' : '**missed**'}`],
      ['CPU of the server', `${((100 * counted) / figures.perCpuSecond / seconds).toFixed(0)} % of a core`, ''],
    ],
  };
}
