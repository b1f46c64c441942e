import { setImmediate as turn } from 'node:timers/promises';
import { ModelDisk } from '../../../support/model-disk/model-disk.ts';
import { createModelClient } from './model/client.ts';
import { configOf, startModelServer } from './model/server.ts';
import { createModelStore } from './model/store.ts';

const begin = Date.UTC(2026, 0, 1, 12);

/** How a model is made. */
export interface CrashModelOptions {
  /** Numbers in [0, 1). */
  readonly random: () => number;
  /** Things that happen. */
  readonly steps: number;
  /** How many of them are crashes, about, of 1. */
  readonly crashes: number;
  /** The same for a disk that becomes full, or has room again; no crash follows until a minute after that. */
  readonly faults: number;
}

/**
 * Clients that come and go say things, some of them late, to a server that is ended at random moments, as it starts too, whose
 * intervals change, and that is at last stopped in order. Answers what was said and what is stored: sums, and events' titles.
 */
export async function runCrashModel({ random, steps, crashes, faults }: CrashModelOptions) {
  const store = createModelStore(random);
  const clients = ['first-client', 'second-client'].map(id => createModelClient(id, random));
  const said = new Map<string, number>();
  const events: string[] = [];
  let disk = new ModelDisk(random);
  let interval = 10;
  let run = startModelServer(disk, store, begin, interval);
  let connected = false;
  /** When the disk began to take something again. */
  let soundSince = 0;
  let servers = 1;
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;

  function line(): string {
    if (random() < 0.1) {
      const title = `event${events.length}`;
      events.push(title);
      return `_e{${title.length},1}:${title}|x|d:${Math.floor(run.clock.now() / 1000)}\n`;
    }
    const metric = pick(['a', 'b', 'c', 'slow.a', 'slow.b', 'slow.c']);
    const value = 1 + Math.floor(random() * 9);
    said.set(metric, (said.get(metric) ?? 0) + value);
    const late = pick([0, 0, 0, 5, 15, 40, 300, 3000]) * random();
    const time = random() < 0.1 ? '' : `|T${Math.floor(run.clock.now() / 1000 - late)}`;
    return `${metric}:${value}|c${time}\n`;
  }

  function crash(): void {
    const from = run.clock.now() + pick([0, 1, 500, 3000, 20_000]);
    disk = run.end(random() < 0.5 ? 'kill' : 'power loss');
    run = startModelServer(disk, store, from, interval);
    servers += 1;
    connected = false;
  }

  function connect(): void {
    const server = run.journal();
    if (connected || !server) return;
    connected = true;
    for (const client of clients) client.connect(server);
  }

  for (let step = 0; step < steps; step++) {
    const fate = random();
    if (fate < crashes && run.clock.now() > soundSince + 240_000) crash();
    else if (fate < 0.5) pick(clients).say(Array.from({ length: 1 + Math.floor(random() * 5) }, line).join(''));
    else if (fate < 0.53) pick(clients).restart(connected ? run.journal() : undefined);
    else if (fate > 1 - faults && run.isUp()) {
      disk.isFull = !disk.isFull;
      soundSince = disk.isFull ? Number.POSITIVE_INFINITY : run.clock.now();
    } else if (fate < 0.55 && run.isUp()) {
      interval = 15 - interval;
      void (await run.started()).server.reconfigure(configOf(interval));
    } else await run.clock.advance(Math.ceil(pick([0, 1, 100, 1000, 3000, 10_000]) * random()));
    for (let left = Math.floor(random() * 8); left > 0; left--) await turn();
    connect();
  }
  disk.isFull = false;
  await run.reached(run.started());
  connect();
  for (let left = 1000; left > 0 && clients.some(client => client.waiting()); left--) await run.clock.advance(1000);
  await run.stop();

  const stored = new Map<string, number>();
  for (const { metric, fields } of store.points.values())
    if (said.has(metric)) stored.set(metric, (stored.get(metric) ?? 0) + fields.value!);
  const storedEvents = [...store.events.values()].map(({ title }) => title).filter(title => title.startsWith('event'));
  return { said, stored, events: events.sort(), storedEvents: storedEvents.sort(), servers };
}
