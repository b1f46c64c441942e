import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { type TestContext, test } from 'node:test';
import { carryDirectly } from '../../../../services/shared/delivery/direct-carrier.ts';
import { openSpooledLink } from '../../../../services/shared/delivery/spooled-link.ts';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import { createKeepingTaker } from '../../../support/batch-taker.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';

/** A state that is a text; it changes when it is set. */
function createState(text = '') {
  let changed = false;
  return {
    set(next: string) {
      text = next;
      changed = true;
    },
    whole: () => text,
    changes() {
      const told = changed ? text : undefined;
      changed = false;
      return told;
    },
  };
}

/** A link of a run that keeps this state, and stands at the epoch's second 5. */
async function open(t: TestContext, directory: string, { maxQueued = 1e6, now = 5000 } = {}) {
  const clock = createFakeClock(now);
  const logger = createKeepingLogger();
  const opened = await openSpooledLink({
    name: 'test',
    directory,
    clock,
    logger,
    selfMetrics: createSelfMetrics(),
    maxQueuedBytes: () => maxQueued,
  });
  assert.ok(opened.ok);
  const link = opened.value;
  const state = createState();
  let asked = 0;
  link.keepState(state, () => {
    asked += 1;
  });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= link.close();
    return closed;
  };
  t.after(close);
  return {
    ...{ link, clock, logger, state, close, asked: () => asked },
    say(lines: string, next: string) {
      link.stream.write(lines);
      state.set(next);
      link.commit();
    },
  };
}

test('what was said and what was read by then are there after a restart, until the server has them', async t => {
  const directory = await scratchDirectory(t);
  const first = await open(t, directory);
  assert.equal(first.link.recovered, undefined);
  first.say('a:1|c\n', 'one');
  first.say('b:1|c\n', 'two');
  first.state.set('three');
  first.link.commit();
  await first.close();
  assert.match(first.logger.lines.at(-1)!, /^info test: 530 bytes wait in the spool: the next start brings them/);

  const second = await open(t, directory);
  const { client, last, left, whole, changes, at } = second.link.recovered!;
  assert.deepEqual([client, last, at], [first.link.batches.client(), 2, 5000]);
  assert.deepEqual([whole, ...changes], ['one', 'two', 'three']);
  assert.deepEqual(
    left.map(({ number, lines }) => `${number} ${lines}`),
    ['1 a:1|c|T5\n', '2 b:1|c|T5\n'],
  );
  const server = createKeepingTaker();
  carryDirectly(second.link.batches, server);
  second.say('c:1|c\n', 'four');
  await second.link.batches.emptied();
  await finished(second.link.stream.end());
  await second.close();
  assert.deepEqual(
    server.taken.map(({ number, lines }) => `${number} ${lines}`),
    ['1 a:1|c|T5\n', '2 b:1|c|T5\n', '3 c:1|c|T5\n'],
  );

  const { recovered } = (await open(t, directory)).link;
  assert.deepEqual([recovered?.last, recovered?.left, recovered?.whole], [3, [], 'four']);
});

test('a batch is sent when it is on disk, not before', async t => {
  const { link, say } = await open(t, await scratchDirectory(t));
  say('a:1|c\n', 'one');
  assert.equal(link.batches.after(0), undefined);
  await until(() => link.batches.after(0) !== undefined);
});

test('without anything to tell there is a record once a minute: it says until when that was so', async t => {
  const directory = await scratchDirectory(t);
  const first = await open(t, directory);
  first.link.commit();
  for (const milliseconds of [59_999, 1, 59_999]) {
    await first.clock.advance(milliseconds);
    first.link.commit();
  }
  await first.close();
  assert.equal((await open(t, directory)).link.recovered?.at, 65_000);
});

test('an end in order tells when it was', async t => {
  const directory = await scratchDirectory(t);
  const first = await open(t, directory);
  first.link.commit();
  await first.clock.advance(1234);
  await finished(first.link.stream.end());
  await first.close();
  assert.equal((await open(t, directory)).link.recovered?.at, 6234);
});

test('nothing more should be read while what waits fills its room, or the disk takes nothing', async t => {
  const scratch = await scratchDirectory(t);
  const { link, say, clock, logger } = await open(t, join(scratch, 'spool'), { maxQueued: 1000 });
  assert.equal(link.congestion(), undefined);
  say(`${'x'.repeat(1000)}\n`, 'one');
  assert.equal(link.congestion(), 'link.max_queued is full');
  carryDirectly(link.batches, createKeepingTaker());
  await link.batches.emptied();
  assert.equal(link.congestion(), undefined);

  const blocked = await open(t, join(scratch, 'blocked'));
  await rm(join(scratch, 'blocked'), { recursive: true });
  await writeFile(join(scratch, 'blocked'), '');
  blocked.say('a:1|c\n', 'one');
  await until(() => blocked.link.congestion() !== undefined);
  assert.match(blocked.link.congestion()!, /^the disk takes nothing: E/);
  await rm(join(scratch, 'blocked'));
  await mkdir(join(scratch, 'blocked'));
  await blocked.clock.advance(1000);
  await until(() => blocked.link.congestion() === undefined);
  assert.deepEqual(
    blocked.logger.lines.map(line => line.split(':')[1]!.slice(1, 10)),
    ['the spool', 'the spool'],
  );
  assert.deepEqual([logger.lines, clock.now()], [[], 5000]);
});

test('when much was said it is asked for once to be made a batch', async t => {
  const { link, asked } = await open(t, await scratchDirectory(t));
  for (let megabytes = 0; megabytes < 6; megabytes++) link.stream.write(`${'x'.repeat(1_000_000)}\n`);
  assert.equal(asked(), 0);
  await until(() => asked() > 0);
  await new Promise(setImmediate);
  assert.equal(asked(), 1);
});

test('a spool that another process has is not opened', async t => {
  const directory = await scratchDirectory(t);
  await open(t, directory);
  const logger = createKeepingLogger();
  const options = { name: 'test', directory, clock: createFakeClock(), logger, selfMetrics: createSelfMetrics() };
  const second = await openSpooledLink({ ...options, maxQueuedBytes: () => 1 });
  assert.equal(second.ok, false);
});

test('a spool that was put back to what it was goes on as another client, and says so', async t => {
  const directory = await scratchDirectory(t);
  const first = await open(t, directory);
  first.say('a:1|c\n', 'one');
  first.say('b:1|c\n', 'two');
  const id = first.link.batches.client();
  const server = createKeepingTaker();
  await server.take(id, { number: 9, lines: Buffer.from('z:1|c\n') });
  carryDirectly(first.link.batches, server);
  first.say('c:1|c\n', 'three');
  await first.link.batches.emptied();
  assert.deepEqual(
    server.taken.slice(1).map(({ client, number, lines }) => [client === id, `${number} ${lines}`]),
    [
      [false, '1 a:1|c|T5\n'],
      [false, '2 b:1|c|T5\n'],
      [false, '3 c:1|c|T5\n'],
    ],
  );
  assert.match(first.logger.lines.join(), /^error test: the StatsD server knows batches that this spool never had/);
  await first.close();
  const { recovered } = (await open(t, directory)).link;
  assert.deepEqual([recovered?.client, recovered?.last], [first.link.batches.client(), 3]);
});
