import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { seededRandom } from '../../../../support/seeded-random.ts';
import { type PlayedLog, playLog } from './played-log.ts';

/** Sequences tried, and steps of each. */
const sequences = Number(process.env.TIDEGAUGE_TEST_ROTATIONS ?? 60);
const steps = 40;

describe('any sequence of writing, rotating, looking, stopping and being killed', () => {
  for (const mode of ['rename', 'copytruncate'] as const)
    it(`by ${mode}, compressed at any time: every line is read exactly once`, async t => {
      for (let seed = 1; seed <= sequences; seed++) {
        const random = seededRandom(seed * 7919);
        const log = playLog(t, { padding: Math.floor(random() * 40) });
        const done = await play(log, mode, random);
        assert.deepEqual(differences(log), [], `seed ${seed}: ${done.join(' ')}`);
        assert.equal(log.gaps(), 0, `seed ${seed}: ${done.join(' ')}`);
      }
    });
});

/** What was not read once. */
function differences(log: PlayedLog): string[] {
  const times = new Map(log.written().map(line => [line, 0]));
  for (const line of log.read()) times.set(line, (times.get(line) ?? 0) + 1);
  return [...times].flatMap(([line, count]) => (count === 1 ? [] : `${count} times: ${line}`));
}

function chooseStep(random: () => number, running: boolean) {
  const choice = random();
  if (choice < 0.35) return 'write';
  if (choice < 0.6) return 'look';
  if (choice < 0.75 && !running) return 'start';
  if (choice < 0.75) return random() < 0.5 ? 'stop' : 'kill';
  if (choice < 0.9) return 'rotate';
  return choice < 0.95 ? 'compress' : 'keep';
}

async function play(log: PlayedLog, mode: 'rename' | 'copytruncate', random: () => number): Promise<string[]> {
  const done: string[] = [];
  let running = true;
  log.write(3);
  log.start();
  const compressOne = () => {
    for (let number = 9; number >= 1; number--) {
      const name = `app.log.${number}`;
      if (!existsSync(log.of(name))) continue;
      log.compress(name, 'gzip'); // the cases have the other: here all happens in one tick of the kernel
      return;
    }
  };
  for (let step = 0; step < steps; step++) {
    const what = chooseStep(random, running);
    done.push(what);
    if (what === 'write') {
      log.mend(Math.floor(random() * 30));
      // Where a log is copied and truncated, a line may begin before that and end after it.
      if (mode === 'copytruncate' && random() < 0.5) log.torn(1 + Math.floor(random() * 3));
    } else if (what === 'look') {
      if (random() < 0.3) log.glance();
      else await log.look();
    } else if (what === 'start') log.start();
    else if (what === 'stop') log.stop();
    else if (what === 'kill') log.kill();
    else if (what === 'compress') compressOne();
    else if (what === 'keep') log.keep();
    else {
      if (mode === 'rename') log.rename();
      else log.copyTruncate();
      if (random() < 0.5) log.text('');
      else log.mend(1 + Math.floor(random() * 5));
    }
    if (what === 'stop' || what === 'kill') running = false;
    if (what === 'start') running = true;
  }
  log.mend(1);
  if (!running) log.start();
  await log.look();
  await log.wait();
  return done;
}
