import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { probe } from '../../../../services/shared/engine/probe.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

test('what takes a connection is there; a probe that nobody wants any more ends at once', async t => {
  const socketPath = join(await scratchDirectory(t), 'docker.sock');
  const server = createServer(socket => socket.destroy()).listen(socketPath);
  await once(server, 'listening');
  t.after(() => server.close());
  const stopping = new AbortController();
  assert.deepEqual(await probe({ socketPath }, 60_000, stopping.signal), { ok: true, value: undefined });
  assert.equal(getEventListeners(stopping.signal, 'abort').length, 0);

  const asked = probe({ socketPath }, 60_000, stopping.signal);
  stopping.abort();
  const outcome = await asked;
  assert.match(outcome.ok ? '' : outcome.reason.detail, /: no answer$/);
});
