import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { listenUnix } from '../../../../services/statsd-server/listeners/unix.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';

function options() {
  const packets: string[] = [];
  let broken = 0;
  return {
    packets,
    broken: () => broken,
    maxLineBytes: () => 8192,
    ingest: (transport: string, buffer: Buffer, start: number, end: number) =>
      void packets.push(`${transport} ${buffer.toString('latin1', start, end)}`),
    hold: () => undefined,
    onRefused: () => assert.fail(),
    onBroken: () => {
      broken += 1;
    },
  };
}

async function listen(t: TestContext, path: string) {
  const kept = options();
  const outcome = await listenUnix(path, kept);
  assert.ok(outcome.ok);
  t.after(outcome.value.close);
  return { ...kept, ...outcome.value };
}

async function codeAt(path: string) {
  const outcome = await listenUnix(path, options());
  return outcome.ok ? undefined : outcome.reason.code;
}

const packet = (text: string) => {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(text.length);
  return Buffer.concat([head, Buffer.from(text)]);
};

test('one client sends lines, another packets as DogStatsD has them', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const { packets, connections } = await listen(t, path);
  connect(path).end('a:1|c\nb:2|c');
  await until(() => packets.length === 2);
  connect(path).end(Buffer.concat([packet('c:3|c\nd:4|c'), packet('e:5|c')]));
  await until(() => packets.length === 4 && connections() === 0);
  assert.deepEqual(packets, ['unix a:1|c', 'unix b:2|c', 'unix c:3|c\nd:4|c', 'unix e:5|c']);
});

test('a client whose packets cannot be understood is cut off, and that is counted', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const { packets, broken } = await listen(t, path);
  const socket = connect(path).on('error', () => {});
  socket.write(Buffer.concat([packet('a:1|c'), Buffer.from([0, 0, 1, 0])]));
  await once(socket.resume(), 'close');
  assert.deepEqual(packets, ['unix a:1|c']);
  assert.equal(broken(), 1);
});

test('everybody may write to the socket, and it is gone with its listener', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const { close } = await listen(t, path);
  assert.equal(statSync(path).mode & 0o777, 0o666);
  await close();
  assert.equal(existsSync(path), false);
});

test('what a process that was killed left behind is replaced', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const killed = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', killed]);
  assert.ok(statSync(path).isSocket());
  const { packets } = await listen(t, path);
  connect(path).end('a:1|c\n');
  await until(() => packets.length === 1);
});

test('a socket on which somebody answers, a file that is none, and a directory that is missing are left alone', async t => {
  const directory = await scratchDirectory(t);
  const path = join(directory, 'statsd.sock');
  await listen(t, path);
  assert.equal(await codeAt(path), 'EADDRINUSE');
  const file = join(directory, 'file');
  await writeFile(file, '');
  assert.equal(await codeAt(file), 'EEXIST');
  assert.equal(await codeAt(join(directory, 'missing', 'statsd.sock')), 'ENOENT');
});
