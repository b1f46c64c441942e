import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { listenForInspection } from '../../../../services/log-tailer/inspection/server.ts';
import { createRemoteInspector } from '../../../../services/web/logs/remote-inspector.ts';
import { createFakeInspector, fakeSource } from '../../../support/log-inspector.ts';

/** An inspector behind a socket, and another that asks it there. */
async function connect(t: TestContext) {
  const near = createFakeInspector([fakeSource(), fakeSource({ name: 'a b/c?d', lines: 3 })]);
  const bound = await listenForInspection({ host: '127.0.0.1', port: 0 }, near);
  assert.ok(bound.ok);
  t.after(() => bound.value.close());
  const url = `http://127.0.0.1:${bound.value.port}`;
  return { near, url, close: bound.value.close, far: createRemoteInspector(() => url) };
}

test('what the log-tailer tells arrives as it is', async t => {
  const { near, far } = await connect(t);
  assert.deepEqual(await far.sources(), await near.sources());
  assert.deepEqual(await far.source('a b/c?d'), await near.source('a b/c?d'));
  assert.deepEqual(await far.source('nothing'), { ok: true, value: undefined });
  const test = { rules: '[]', source: 'web', lines: ['ä', '\u0000'] };
  assert.deepEqual(await far.test(test), await near.test(test));
  assert.deepEqual(near.tests[0], test);
});

test('a failure says why, and where the log-tailer was sought', async t => {
  const { near, far, url, close } = await connect(t);
  near.away = 'it is stopping';
  assert.deepEqual(await far.sources(), { ok: false, reason: 'it is stopping' });
  await close();
  const gone = await far.source('a');
  assert.ok(!gone.ok && gone.reason.startsWith(`the log-tailer at ${url} cannot be asked: connect ECONNREFUSED`));
  assert.deepEqual(await createRemoteInspector(() => undefined).sources(), {
    ok: false,
    reason: 'no log-tailer is known here: web.log_tailer is not set',
  });
});

test('the log-tailer answers no browser, nothing that is too long, and no other address', async t => {
  const { url, far } = await connect(t);
  assert.equal((await fetch(`${url}/sources`)).status, 403);
  assert.deepEqual(await far.test({ rules: 'x'.repeat(300_000), lines: [] }), {
    ok: false,
    reason: 'the body is longer than 262144 bytes',
  });
  const many = Array.from({ length: 1001 }, () => '');
  const refused = await far.test({ rules: '[]', lines: many });
  assert.ok(!refused.ok && refused.reason.startsWith('the body must be {"rules": "<YAML>"'));
});
