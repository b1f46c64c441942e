import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { scratchDirectory } from '../../../../support/scratch.ts';
import { until } from '../../../../support/until.ts';
import { events, openScripted, points } from './support.ts';

/** A witness that keeps what it was told, and lets entries be named and written when it is told to. */
function createWitness() {
  const told: string[] = [];
  let mayBeNamed = true;
  let settle = () => {};
  const settling = new Promise<void>(resolve => {
    settle = resolve;
  });
  return {
    told,
    settle,
    refuse(refused: boolean) {
      mayBeNamed = !refused;
    },
    closed(entries: { readonly points: number | undefined; readonly events: number | undefined }) {
      told.push(`closed ${entries.points} ${entries.events}`);
    },
    async ready(entry: number) {
      told.push(`ready ${entry}`);
      if (!mayBeNamed) throw new Error('not now');
    },
    async settled(entry: number) {
      told.push(`settled ${entry}`);
      await settling;
    },
  };
}

test('a witness knows of entries before they are there for good, and the store gets nothing before it knows that they are', async t => {
  const witness = createWitness();
  const { outbox, store, lie } = await openScripted(t, { witness });
  outbox.push(points('ab'));
  outbox.pushEvents(events('c'));
  outbox.commit();
  await until(() => witness.told.includes('settled 1'));
  await lie('000000000001.0.2.points');
  assert.deepEqual(store.takeWrites(), []);
  witness.settle();
  assert.deepEqual(await store.takes(2), ['0s ab', '0s c']);
  assert.deepEqual(witness.told.slice(0, 3), ['closed 1 2', 'ready 1', 'settled 1']);
});

test('a kind of which there was nothing has no entry', async t => {
  const witness = createWitness();
  const { outbox } = await openScripted(t, { witness });
  outbox.pushEvents(events('c'));
  outbox.commit();
  outbox.commit();
  assert.deepEqual(witness.told.slice(0, 2), ['closed undefined 1', 'closed undefined undefined']);
  witness.settle();
});

test('while the witness refuses, an entry keeps its first name, and goes to the store from memory', async t => {
  const witness = createWitness();
  witness.settle();
  witness.refuse(true);
  const directory = join(await scratchDirectory(t), 'outbox');
  await mkdir(directory);
  const { outbox, store, flush, lie, logger, clock } = await openScripted(t, { witness, directory, behaviour: 'away' });
  flush('a');
  await until(() => outbox.status().remedy !== undefined);
  assert.match(logger.lines.join(), /the outbox takes nothing, what is flushed waits in memory: not now/);
  await lie('000000000001.points.part');
  await store.takes(1);
  witness.refuse(false);
  await clock.advance(1000);
  await lie('000000000001.0.1.points');
});
