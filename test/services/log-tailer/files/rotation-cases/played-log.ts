import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type { TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createLogDirectory } from '../../log-directory.ts';
import { createKnown, createTailing, type Known } from '../tailing.ts';

/** A log on a disk, its writer and who rotates it, and a tail that is watched: what each of them can do in a case. */
export interface PlayedLog {
  readonly of: (name: string) => string;
  readonly lost: readonly string[];
  /** Writes so many more numbered lines to the log, or to `name`: where it was renamed to. */
  write(count: number, name?: string): void;
  /** The same, but of the last line only the beginning. */
  torn(count: number): void;
  /** The end of that line, and so many lines more. */
  mend(count: number, name?: string): void;
  /** Writes any text. */
  text(text: string): void;
  /** app.log → app.log.1 → app.log.2 …, also where they are compressed. Nothing is created in its place. */
  rename(): void;
  /** app.log → `name`. */
  renameTo(name: string): void;
  /** Copied to app.log.1, those before to .2 …, then truncated. */
  copyTruncate(): void;
  /** Unlinked; the next line creates it. */
  remove(name?: string): void;
  /** The same text in another file at the path. */
  saveAnew(): void;
  /** Name → name.gz: by gzip, which leaves the file its time, or as dockerd does, which does not. */
  compress(name: string, by?: 'gzip' | 'dockerd'): void;
  /** The tail reads what there is. */
  look(): Promise<void>;
  /** Only one step of it. */
  glance(): void;
  /** What was read and how far is kept. */
  keep(): void;
  /** Stops in order. */
  stop(): void;
  /** Ends without a word: what was read since the last keep is forgotten, with its positions. */
  kill(): void;
  start(): void;
  /** A minute passes, and more. */
  wait(): Promise<void>;
  /** What was written and what was read, each in the order of its numbers. */
  written(): string[];
  read(): string[];
  gaps(): number;
  /** What went wrong, as the tail that is open says it. */
  troubles(): readonly string[];
}

const name = 'app.log';
const minute = 61_000;
/** What setting a file's time may round off, milliseconds: gzip's way of doing it keeps the nanoseconds. */
const rounded = 0.01;
/** A tail takes times of files for so much too early, milliseconds. */
const clockStep = 10;

/** An empty directory, and a tail that has not been started. `padding`: so many characters more in each line. */
export function playLog(context: TestContext, options: { readonly padding?: number } = {}): PlayedLog {
  const directory = createLogDirectory(context);
  const { of } = directory;
  let number = 0;
  const written: string[] = [];
  const read: string[] = [];
  let known: Known = createKnown();
  let kept: { readonly lines: number; readonly positions: Known } = { lines: 0, positions: createKnown() };
  let tailing: ReturnType<typeof createTailing> | undefined;
  const lost: string[] = [];
  let owed = '';
  let gaps = 0;
  let keptAt = 0;
  const line = () => `line ${String(number++).padStart(8, '0')} ${'x'.repeat(options.padding ?? 0)}`;

  const shift = (to: number) => {
    for (const end of ['', '.gz']) {
      const from = `${of(name)}.${to}${end}`;
      if (!existsSync(from)) continue;
      shift(to + 1);
      renameSync(from, `${of(name)}.${to + 1}${end}`);
    }
  };
  /** The time of files from now on, which is that of the kernel's next tick: later than that of all before. */
  const nextTick = () => {
    const touch = () => {
      writeFileSync(of('tick'), '');
      return statSync(of('tick')).mtimeMs;
    };
    const before = touch();
    let now = before;
    while (now === before) now = touch();
    return now;
  };
  const take = () => read.push(...(tailing?.take() ?? []).map(text => text.slice(0, text.lastIndexOf(' '))));
  const keep = () => {
    if (!tailing) return;
    take();
    tailing.tail.keep();
    keptAt = nextTick();
    kept = { lines: read.length, positions: { positions: new Map(known.positions) } };
  };
  const close = () => {
    lost.push(...(tailing?.lost ?? []));
    gaps += tailing?.gaps.count ?? 0;
    tailing = undefined;
  };
  context.after(() => tailing?.close());

  const look = async (later = 0) => {
    let time = later;
    for (;;) {
      const result = tailing?.tail.look(tailing.now(time)) ?? 'idle';
      time = 0;
      if (result === 'idle' || result === 'ended') break;
      if (result === 'waiting') await nextTurn();
    }
    take();
  };

  const log: PlayedLog = {
    of,
    lost,
    write(count, to = name) {
      const lines = Array.from({ length: count }, line);
      written.push(...lines);
      appendFileSync(of(to), lines.map(text => `${text}\n`).join(''));
    },
    torn(count) {
      log.mend(0);
      const lines = Array.from({ length: count }, line);
      written.push(...lines);
      const text = lines.map(one => `${one}\n`).join('');
      const cut = text.lastIndexOf('line ') + 6; // before its number, so that no two rests are alike
      owed = text.slice(cut);
      appendFileSync(of(name), text.slice(0, cut));
    },
    mend(count, to = name) {
      appendFileSync(of(to), owed);
      owed = '';
      log.write(count, to);
    },
    text: text => appendFileSync(of(name), text),
    rename() {
      shift(1);
      renameSync(of(name), of(`${name}.1`));
    },
    renameTo: to => renameSync(of(name), of(to)),
    copyTruncate() {
      shift(1);
      copyFileSync(of(name), of(`${name}.1`));
      truncateSync(of(name));
    },
    remove: (of_ = name) => unlinkSync(of(of_)),
    saveAnew() {
      copyFileSync(of(name), of('new'));
      renameSync(of('new'), of(name));
    },
    compress(from, by = 'dockerd') {
      writeFileSync(of(`${from}.gz`), gzipSync(readFileSync(of(from))));
      const { atimeMs, mtimeMs } = statSync(of(from));
      if (by === 'gzip') utimesSync(of(`${from}.gz`), atimeMs / 1000, (mtimeMs + rounded) / 1000);
      unlinkSync(of(from));
    },
    look: () => look(),
    glance() {
      tailing?.tail.look(tailing.now(0));
      take();
    },
    keep,
    stop() {
      keep();
      tailing?.close();
      keep();
      close();
    },
    kill() {
      tailing?.close();
      close();
      read.length = kept.lines;
      known = { positions: new Map(kept.positions.positions) };
    },
    start() {
      tailing = createTailing(of(name), { known, leftAt: keptAt + clockStep });
      keep();
    },
    wait: () => look(minute),
    written: () => [...written].sort(),
    read: () => [...read].sort(),
    gaps: () => gaps + (tailing?.gaps.count ?? 0),
    troubles: () => tailing?.troubles ?? [],
  };
  return log;
}
