import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseEvent } from '../../../../services/statsd-server/parser/event-line.ts';
import { parseServiceCheck } from '../../../../services/statsd-server/parser/service-check-line.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const samples = [
  '_e{5,4}:title|text|d:1700000000|h:web-1|k:group|p:low|s:source|t:error|#a:b,c|c:0123abc',
  '_sc|db.up|2|d:1700000000|h:web-1|#env:dev|m:timed out\\nm\\:5|c:0123abc',
];

/** The line with a few bytes changed, taken out or put in. */
function mutated(line: string, random: () => number): Buffer {
  const bytes = [...Buffer.from(line)];
  for (let changes = Math.floor(random() * 5); changes > 0; changes--) {
    const at = Math.floor(random() * bytes.length);
    const byte =
      random() < 0.5 ? Math.floor(random() * 256) : '|:#{},0129\\nmdht'.charCodeAt(Math.floor(random() * 16));
    bytes.splice(at, Math.floor(random() * 2), ...(random() < 0.7 ? [byte] : []));
  }
  return Buffer.from(bytes);
}

test('what is almost an event is one without control characters, or none', () => {
  const random = seededRandom(11);
  let events = 0;
  for (let round = 0; round < 50_000; round++) {
    const line = mutated(samples[round % 2]!, random);
    const event = parseEvent(line, 1) ?? parseServiceCheck(line, 1);
    if (!event) continue;
    events += 1;
    assert.ok(Number.isSafeInteger(event.time) && event.time >= 0);
    assert.match(event.title, /^\P{Cc}+$/u);
    assert.match(event.text, /^[\n\t\P{Cc}]*$/u);
    for (const text of Object.entries(event.tags).flat()) assert.match(text, /^\P{Cc}+$/u);
  }
  assert.ok(events > 10_000 && events < 45_000, `${events} events`);
});
