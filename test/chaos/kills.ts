import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { entriesOf } from './entries.ts';
import type { KillPlan } from './plan.ts';
import type { Stand } from './stand.ts';
import type { Target } from './variants.ts';
import type { WrittenSources } from './writers/written.ts';

/** A kill that was done, with what was under way. */
export interface DoneKill {
  /** Milliseconds after the writers began. */
  readonly at: number;
  readonly target: Target;
  readonly down: number;
  /** For how long it had run, milliseconds. */
  readonly ran: number;
  /** Lines written until then. */
  readonly written: number;
  /** Files that wait in the directories of the data directory (`outbox`, and what else is there). */
  readonly waiting: string;
  /** The last rotation, and how many milliseconds before. */
  readonly rotation: string;
  /** The last line that it had printed. */
  readonly said: string;
}

/** Does the kills of a plan at their times, one after the other, each when its target runs. */
export async function doKills(
  plan: readonly KillPlan[],
  { stand, written, signal, done }: KillOptions,
): Promise<readonly DoneKill[]> {
  const begun = Date.now();
  const kills: DoneKill[] = [];
  for (const { at, moment, target, down } of plan) {
    await sleep(Math.max(0, begun + at - Date.now()));
    await stand.running(target);
    await sleep((moment - (Date.now() % 1000) + 1000) % 1000);
    const now = Date.now();
    const last = written.lastRotation();
    const rotation = last ? `${last.source} ${now - last.at} ms ago` : 'none yet';
    const said = stand.lastLine(target);
    const before = { at: now - begun, written: written.total(), waiting: filesIn(stand.data), rotation, said };
    const kill = { ...before, target, down, ran: await stand.kill(target, signal, down) };
    kills.push(kill);
    done(kill);
  }
  return kills;
}

/** What kills need. */
export interface KillOptions {
  readonly stand: Stand;
  readonly written: WrittenSources;
  readonly signal: NodeJS.Signals;
  /** Told of each. */
  readonly done: (kill: DoneKill) => void;
}

function filesIn(data: string): string {
  const directories = entriesOf(data).filter(entry => entry.isDirectory());
  return directories.map(({ name }) => `${name} ${entriesOf(join(data, name)).length}`).join(', ');
}
