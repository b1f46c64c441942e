import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { listenForInspection } from '../../../../services/log-tailer/inspection/server.ts';
import { inspectorHost, inspectorPaths } from '../../../../services/shared/logs/inspector-protocol.ts';
import type { LogInspector } from '../../../../services/shared/logs/log-inspector.ts';
import { createFakeInspector, fakeSource } from '../../../support/log-inspector.ts';
import { until } from '../../../support/until.ts';

async function listen(t: TestContext, inspector: LogInspector) {
  const bound = await listenForInspection({ host: '127.0.0.1', port: 0 }, inspector);
  assert.ok(bound.ok);
  t.after(() => bound.value.close());
  return bound.value.port;
}

/** The status and the body that all logs are answered with. */
const getSources = (port: number) =>
  new Promise<[number | undefined, unknown]>((resolve, reject) => {
    const headers = { host: inspectorHost };
    request({ port, host: '127.0.0.1', path: inspectorPaths.sources, headers }, async answer => {
      let text = '';
      for await (const piece of answer) text += piece;
      resolve([answer.statusCode, JSON.parse(text)]);
    })
      .on('error', reject)
      .end();
  });

test('more than four requests at a time are refused', async t => {
  const near = createFakeInspector([fakeSource()]);
  const waiting: (() => void)[] = [];
  const port = await listen(t, {
    ...near,
    async sources() {
      await new Promise<void>(resolve => waiting.push(resolve));
      return near.sources();
    },
  });
  const first = Array.from({ length: 4 }, () => getSources(port));
  await until(() => waiting.length === 4);
  assert.deepEqual(await getSources(port), [
    503,
    { error: 'the log-tailer is answering others: ask again in a second' },
  ]);
  for (const answer of waiting) answer();
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
