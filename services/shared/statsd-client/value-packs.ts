import type { Tags } from '../metric.ts';

/** Makes few lines of the values of timings and their like. */
export interface ValuePacks {
  /** A value of that type, `ms`, `h` or `d`, that was measured `times` times. */
  add(type: string, name: string, value: number, tags: Tags | undefined, times: number): void;
  /** Says what is held. */
  end(): void;
}

/** Bytes of values in one line at most: far below what a StatsD server takes for a line. */
const longestPack = 512;

/**
 * Values of one series (the same name and the very same tags) that are said one after the other are packed into lines of
 * DogStatsD 1.1, `t:1:2:3|ms`. How often a value was measured is told by sample rates, and not by hot-shots' own, which would
 * leave lines out by chance: a value of rate 1/n stands for n, and for a power of two that rate is exact in decimal as in
 * binary, so 1000 equal values are in 6 lines and still exactly 1000. What is held is said at the end of the turn at the latest.
 */
export function createValuePacks(send: (line: string, tags: Tags) => void): ValuePacks {
  let [type, name]: string[] = [];
  let tags: Tags | undefined;
  /** By the binary logarithm of the number of times: `:1:2:3`. */
  let packs: string[] = [];

  const say = (power: number) => {
    const values = packs[power];
    if (values) send(`${name}${values}|${type}${power === 0 ? '' : `|@${1 / 2 ** power}`}`, tags ?? {});
    packs[power] = '';
  };
  const end = () => {
    if (packs.length === 0) return;
    for (let power = packs.length - 1; power >= 0; power--) say(power);
    packs = [];
  };
  return {
    add(nextType, nextName, value, nextTags, times) {
      if (nextTags !== tags || nextName !== name || nextType !== type) {
        end();
        [type, name, tags] = [nextType, nextName, nextTags];
      }
      if (packs.length === 0) queueMicrotask(end);
      for (let power = 0, left = Math.floor(times); left >= 1; power++, left = Math.floor(left / 2)) {
        const before = packs[power] ?? '';
        packs[power] = left % 2 === 0 ? before : `${before}:${value}`;
        if (packs[power]!.length > longestPack) say(power);
      }
    },
    end,
  };
}
