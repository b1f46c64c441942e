import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGreetedSplitter } from '../../../../services/statsd-server/listeners/greeted-splitter.ts';

const greeted = 'tidegauge batches 1 client.12345678\n1 6\na:1|c\n';

/** What each of the two got of these pieces, and that it ended. */
function split(...pieces: readonly string[]) {
  const got = { greeted: '', other: '' };
  const to = (name: keyof typeof got) => () => ({
    push: (piece: Buffer) => {
      got[name] += piece;
    },
    end: () => {
      got[name] += '.';
    },
  });
  const splitter = createGreetedSplitter(to('greeted'), to('other'));
  for (const piece of pieces) splitter.push(Buffer.from(piece));
  splitter.end();
  return got;
}

test('a stream that begins with the greeting goes to the one whole, wherever it is cut', () => {
  for (let cut = 0; cut <= greeted.length; cut++)
    assert.deepEqual(split(greeted.slice(0, cut), greeted.slice(cut)), { greeted: `${greeted}.`, other: '' });
  assert.deepEqual(split(...greeted), { greeted: `${greeted}.`, other: '' });
});

for (const text of [
  '',
  'a:1|c\n',
  'tide:1|c\n',
  'tidegauge batches 2 x\n',
  'tidegauge batches 1',
  't',
  '\n',
  greeted.toUpperCase(),
])
  test(`${JSON.stringify(text)} goes to the other`, () => {
    for (let cut = 0; cut <= text.length; cut++)
      assert.deepEqual(split(text.slice(0, cut), text.slice(cut)), { greeted: '', other: `${text}.` });
  });
