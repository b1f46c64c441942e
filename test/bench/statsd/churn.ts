import { megabytes, type Section } from '../page.ts';
import { pause, residentBytes } from '../processes.ts';
import { send } from './generator.ts';
import { flood } from './load.ts';
import { anyCore } from './measure.ts';
import { startOurs } from './servers/ours.ts';
import { sparkline } from './sparkline.ts';

const seriesPerSecond = 5000;
const perPacket = 25;
const samples = 30;
/** Resident memory of the last third over that of the second may be so many times as much, and still be called flat. */
const flat = 1.05;

/** Counters that come once and never again, forgotten after some seconds: what stays resident. */
export async function benchChurn(): Promise<Section> {
  const seconds = Number(process.env.BENCH_CHURN_SECONDS ?? 60);
  const server = await startOurs({ tcp: false, flush_interval: '1s', idle_timeout: '5s' });
  const packetsPerSecond = seriesPerSecond / perPacket;
  const sending = send(server.port, { ...flood, seconds, packetsPerSecond, fresh: true }, anyCore.generator);
  const resident: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    await pause((seconds * 1000) / samples);
    resident.push(residentBytes(server.pid));
  }
  const sent = await sending;
  const counted = await server.finish();
  const mean = (from: number, to: number) =>
    resident.slice(from, to).reduce((sum, bytes) => sum + bytes, 0) / (to - from);
  const [second, last] = [mean(samples / 3, (2 * samples) / 3), mean((2 * samples) / 3, samples)];
  return {
    title: 'StatsD server with series that come and go',
    how: `${seriesPerSecond} new counters a second for ${seconds} s, each said once and forgotten after 5 s, flushed each second. Flat: in the last third of the time no more than ${((flat - 1) * 100).toFixed(0)} % more is resident than in the second. BENCH_CHURN_SECONDS=3600 measures an hour.`,
    columns: ['what', 'figure', 'aim'],
    rows: [
      ['series that came and went', String(sent), ''],
      ['lines lost', String(sent - counted), ''],
      [`resident, each ${Number((seconds / samples).toFixed(1))} s`, sparkline(resident), ''],
      ['resident, least and most', `${megabytes(Math.min(...resident))}, ${megabytes(Math.max(...resident))}`, ''],
      [
        'resident, second and last third',
        `${megabytes(second)}, ${megabytes(last)}`,
        `flat: ${last <= flat * second ? 'met' : '**missed**'}`,
      ],
    ],
  };
}
