import type { Level } from '../../shared/levels.ts';
import type { KeptLine, KeptText } from '../../shared/logs/source-status.ts';

/** Some lines of one log, for whoever looks at its page. */
export interface KeptLines {
  /** Shown every line, the bytes [start, end) of `buffer`: most are only looked at by their severity. */
  see(level: Level, buffer: Buffer, start: number, end: number): void;
  /** Shown a line of the entry that was seen last, which says what was wrong: it is kept with that, where that is kept as an error. */
  seeMore(buffer: Buffer, start: number, end: number): void;
  /** A report was made: further samples are taken. */
  tick(): void;
  /** The last of severity `error` and `fatal`, of the first 200 after each report, oldest first. */
  errors(): readonly KeptLine[];
  /** The first few after each report, of any severity, oldest first. */
  samples(): readonly KeptLine[];
  /** Forgets all. */
  clear(): void;
}

/** Room for the kept lines of all logs. */
export interface LineKeeper {
  /** None yet, of one more log; `stream` of a container. */
  open(stream?: string): KeptLines;
  /** While switched off nothing is kept, and what was is gone. */
  switch(on: boolean): void;
  readonly on: boolean;
}

/** Lines of each kind kept of a log. */
const mostLines = 20;
const samplesPerTick = 5;
/** So that a flood of errors, at half a µs a line to keep, costs no more for being one; far fewer come as a rule. */
const errorsPerTick = 200;
/** Of one line and what is kept with it, bytes. */
const keptBytes = 2048;
/** Lines that are kept with another. */
const mostMore = 10;
/** Of all lines, bytes in memory: two for a character, which is what V8 needs of most that are not Latin-1. */
const roomBytes = 4 * 1024 * 1024;
const bytesPerCharacter = 2;
/** When there is no room the oldest go until this much is free, so that not every line has to make some. */
const freedBytes = roomBytes / 8;

type Held = Omit<KeptLine, 'more'> & { more?: KeptText[]; readonly owner: Held[] };

/** An empty room; `now` tells the time, epoch ms. */
export function createLineKeeper(now: () => number, on: boolean): LineKeeper {
  /** Oldest first, of all logs. */
  const all = new Set<Held>();
  let used = 0;
  let enabled = on;
  /** Of lines that were kept, of all logs. */
  let count = 0;

  const sizeOf = (line: Held) => lengthOf(line) * bytesPerCharacter;
  const forget = (line: Held) => {
    if (!all.delete(line)) return;
    used -= sizeOf(line);
    // Of each log too the oldest is the first.
    line.owner.shift();
  };
  const makeRoom = () => {
    for (const line of all) {
      if (used <= roomBytes - freedBytes) return;
      forget(line);
    }
  };

  return {
    open(stream) {
      const errors: Held[] = [];
      const samples: Held[] = [];
      /** The line that was seen last, where it is among the errors and there is room for more of its entry. */
      let open: Held | undefined;
      let [wanted, wantedErrors] = [samplesPerTick, errorsPerTick];
      const keep = (owner: Held[], level: Level, buffer: Buffer, start: number, end: number): Held => {
        const line = {
          number: count,
          time: now(),
          level,
          ...textOf(buffer, start, end, keptBytes),
          owner,
          ...(stream === undefined ? {} : { stream }),
        };
        if (owner.length === mostLines) forget(owner[0]!);
        owner.push(line);
        all.add(line);
        used += sizeOf(line);
        if (used > roomBytes) makeRoom();
        return line;
      };
      return {
        see(level, buffer, start, end) {
          open = undefined;
          if (!enabled) return;
          const isError = (level === 'error' || level === 'fatal') && wantedErrors > 0;
          if (!isError && wanted === 0) return;
          count += 1;
          if (isError) {
            wantedErrors -= 1;
            open = keep(errors, level, buffer, start, end);
          }
          if (wanted === 0) return;
          wanted -= 1;
          keep(samples, level, buffer, start, end);
        },
        seeMore(buffer, start, end) {
          // It may have been forgotten meanwhile, as others needed its room.
          if (open === undefined || !all.has(open)) return;
          open.more ??= [];
          if (open.more.length === mostMore || (open.more.at(-1) ?? open).cut) return;
          const further = textOf(buffer, start, end, keptBytes - lengthOf(open));
          open.more.push(further);
          used += further.text.length * bytesPerCharacter;
          if (used > roomBytes) makeRoom();
        },
        tick() {
          [wanted, wantedErrors] = [samplesPerTick, errorsPerTick];
        },
        errors: () => errors.map(plain),
        samples: () => samples.map(plain),
        clear() {
          for (const line of [...errors, ...samples]) forget(line);
        },
      };
    },
    switch(next) {
      enabled = next;
      if (!enabled) for (const line of all) forget(line);
    },
    get on() {
      return enabled;
    },
  };
}

/** The first `most` bytes of a line. */
const textOf = (buffer: Buffer, start: number, end: number, most: number): KeptText => ({
  text: buffer.toString('utf8', start, Math.min(end, start + most)),
  cut: end - start > most,
});

/** Characters of a line and of what is kept with it. */
const lengthOf = ({ text, more = [] }: Held) => more.reduce((sum, further) => sum + further.text.length, text.length);

const plain = ({ owner: _owner, ...line }: Held): KeptLine => line;
