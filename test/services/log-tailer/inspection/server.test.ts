import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { listenForInspection } from '../../../../services/log-tailer/inspection/server.ts';
import { inspectorHost, inspectorPaths } from '../../../../services/shared/logs/inspector-protocol.ts';
import type { LogInspector } from '../../../../services/shared/logs/log-inspector.ts';
import { createHeld } from '../../../support/held.ts';
import { createFakeInspector, fakeSource } from '../../../support/log-inspector.ts';
import { requestJson } from '../../../support/request-json.ts';

async function listen(t: TestContext, inspector: LogInspector) {
  const bound = await listenForInspection({ host: '127.0.0.1', port: 0 }, inspector);
  assert.ok(bound.ok);
  t.after(() => bound.value.close());
  return bound.value.port;
}

/** What a question for all logs is answered with. */
const getSources = (port: number) =>
  requestJson({ port, path: inspectorPaths.sources, headers: { host: inspectorHost } });

test('more than four requests at a time are refused', async t => {
  const near = createFakeInspector([fakeSource()]);
  const held = createHeld();
  const port = await listen(t, {
    ...near,
    async sources() {
      await held.wait();
      return near.sources();
    },
  });
  const first = Array.from({ length: 4 }, () => getSources(port));
  await held.waiting(4);
  assert.deepEqual(await getSources(port), [
    503,
    { error: 'the log-tailer is answering others: ask again in a second' },
  ]);
  held.release();
  assert.deepEqual(
    (await Promise.all(first)).map(([status]) => status),
    [200, 200, 200, 200],
  );
});

test('a body that comes slowly keeps no other request from being answered', async t => {
  const port = await listen(t, createFakeInspector([fakeSource()]));
  for (let count = 0; count < 8; count++) {
    const slow = connect(port, '127.0.0.1');
    t.after(() => slow.destroy());
    slow.write(
      `POST ${inspectorPaths.test} HTTP/1.1\r\nHost: ${inspectorHost}\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n{`,
    );
    // Told that it may go on, it is known to the server.
    const [told] = await once(slow, 'data');
    assert.match(String(told), /^HTTP\/1.1 100 /);
  }
  assert.equal((await getSources(port))[0], 200);
});
