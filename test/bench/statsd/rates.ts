import { amount, type Section } from '../page.ts';
import { aimText, atLeast } from './aim.ts';
import { generatorName } from './generator.ts';
import { flood, type Load } from './load.ts';
import { anyCore, type Figures, measure, oneCore } from './measure.ts';
import { contenders } from './servers/index.ts';

/** A flood, and how many times what others do ours is to do at least, by their names. */
interface Case {
  readonly name: string;
  readonly load: Load;
  readonly aims: Readonly<Record<string, number>>;
}

const cases: readonly Case[] = [
  {
    name: '25 lines a packet',
    load: flood,
    aims: { 'statsd/statsd': 6, collectd: 1.2, 'bare dgram reader + parser': 0.9 },
  },
  { name: '1 line a packet', load: { ...flood, perPacket: 1 }, aims: { 'bare dgram reader': 0.95 } },
  { name: '25 lines a packet, 3 tags', load: { ...flood, tags: 3 }, aims: { 'statsd/statsd': 5 } },
];

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 2 : 0)} %`;
const columns = ['case', 'server', 'per CPU second', 'lost', 'tidegauge ÷ it', 'aim'];

/** Ours and every peer on this machine under floods that none can take. */
export async function benchRates(): Promise<Section> {
  const rows: string[][] = [];
  const leftOut = new Set<string>();
  for (const { name, load, aims } of cases) {
    const [us, ...others] = contenders(load.perPacket);
    const ours = await measured(name, us.name, () => measure(us, load, oneCore));
    if (!ours) throw new Error('our own server did not start');
    rows.push([name, us.name, amount(ours.perCpuSecond), percent(ours.lost), '', '']);
    const threads = await measured(name, 'tidegauge, not bound', () => measure(us, load, anyCore));
    if (threads) rows.push(row(name, 'tidegauge, not bound', ours, threads));
    for (const other of others) {
      const theirs = await measured(name, other.name, () => measure(other, load, oneCore));
      if (theirs) rows.push(row(name, other.name, ours, theirs, aims[other.name]));
      else leftOut.add(other.name);
    }
  }
  const absent = leftOut.size > 0 ? ` Left out, for they are not on the machine: ${[...leftOut].join(', ')}.` : '';
  return {
    title: 'StatsD lines counted per CPU second of the server',
    how: `${upper(await generatorName())} floods the server over UDP for ${flood.seconds} s with 1000 counters, faster than it can take, from another core than the one that the server is bound to; what counts is what was counted, not what was sent. Not bound: on all cores, with a reading thread.${absent}`,
    columns,
    rows,
  };
}

function row(name: string, server: string, ours: Figures, theirs: Figures, factor?: number): string[] {
  const figures = [name, server, amount(theirs.perCpuSecond), percent(theirs.lost)];
  if (theirs.counted === 0) return [...figures, 'it counts nothing of this', ''];
  const aim = factor === undefined ? undefined : atLeast(factor, ours.perCpuSecond, theirs.perCpuSecond);
  return [...figures, `${(ours.perCpuSecond / theirs.perCpuSecond).toFixed(2)} ×`, aimText(aim)];
}

/** Says how far it is. */
async function measured<T extends Figures | undefined>(
  name: string,
  server: string,
  run: () => Promise<T>,
): Promise<T> {
  const figures = await run();
  const text = figures ? `${amount(figures.perCpuSecond)} per CPU second, ${percent(figures.lost)} lost` : 'left out';
  process.stderr.write(`  ${name}, ${server}: ${text}\n`);
  return figures;
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
