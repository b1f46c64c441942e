import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listenForScrapes } from '../../../../../services/statsd-server/outputs/prometheus/server.ts';
import { countTurns } from '../../../../support/turns.ts';

test('between two pieces of the page everything else has its turn, however fast it is read', async t => {
  const pieces = 100;
  const turns = countTurns();
  let [begun, ended] = [0, 0];
  const outcome = await listenForScrapes({ host: '127.0.0.1', port: 0 }, function* () {
    begun = turns.count();
    for (let piece = 0; piece < pieces; piece++) yield `${'#'.repeat(1000)}\n`;
    ended = turns.count();
  });
  if (!outcome.ok) throw outcome.reason;
  t.after(outcome.value.close);
  await (await fetch(`http://127.0.0.1:${outcome.value.port}/metrics`)).text();
  turns.stop();
  assert.ok(ended - begun >= pieces, `${ended - begun} turns`);
});
