import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { PassThrough, Readable, Writable } from 'node:stream';
import { describe, it, type TestContext } from 'node:test';
import { tail } from '../../../../services/log-tailer/commands/tail.ts';
import { answerOf, clientOf, parseHead } from '../../../../services/shared/delivery/protocol.ts';
import { freePort } from '../../../support/free-port.ts';

/** A server that acknowledges every batch, and keeps its lines less their times and hosts. */
async function startServer(t: TestContext) {
  const lines: string[] = [];
  const server = createServer(socket => {
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (piece: Buffer) => {
      text += piece.toString('latin1');
      for (;;) {
        const end = text.indexOf('\n');
        const first = text.slice(0, end);
        const head = parseHead(first);
        if (end < 0 || (head && text.length < end + 1 + head.length)) return;
        text = text.slice(end + 1);
        if (clientOf(first)) socket.write(answerOf(0));
        if (!head) continue;
        lines.push(...text.slice(0, head.length).trimEnd().split('\n'));
        text = text.slice(head.length);
        socket.write(answerOf(head.number));
      }
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { port, lines: () => lines.map(line => line.replace(/host:[^,]*,/, '').replace(/\|T\d+$/, '')) };
}

/** Runs the command; its exit code and what it printed. */
async function run(argv: readonly string[], stdin: Readable, port: number) {
  const printed = { out: '', err: '' };
  const to = (name: 'out' | 'err') =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        printed[name] += chunk.toString();
        done();
      },
    });
  const env = { TIDEGAUGE_LINK_SERVER: `127.0.0.1:${port}` };
  const code = await tail(argv, { stdin, stdout: to('out'), stderr: to('err'), env });
  return { code, ...printed };
}

describe('tidegauge tail -', () => {
  it('makes metrics of standard input, hands them on, and says what it did', async t => {
    const server = await startServer(t);
    const stdin = Readable.from([Buffer.from('{"level":"error","msg":"a"}\n{"level":"in'), Buffer.from('fo"}\nlast')]);
    const { code, out } = await run(['--name', 'import', '-'], stdin, server.port);
    assert.equal(
      out,
      `import: 3 lines, 49 bytes\nformat: json\nseverities: 1 info, 1 error, 1 unknown\nhanded on to 127.0.0.1:${server.port}\n`,
    );
    assert.equal(code, 0);
    assert.deepEqual(server.lines().slice(0, 2), ['log.lines:3|c|#file:import', 'log.bytes:49|c|#file:import']);
  });

  it('hands on what it read when it is interrupted', async t => {
    const server = await startServer(t);
    const stdin = new PassThrough();
    stdin.write('one\ntwo\n');
    const running = run(['-'], stdin, server.port);
    setImmediate(() => setImmediate(() => process.emit('SIGINT')));
    const { code, out } = await running;
    assert.match(out, /^stdin: 2 lines, 8 bytes\n/);
    assert.equal(code, 0);
  });

  it('hands on what it read before its input failed, says why, and exits with 1', async t => {
    const server = await startServer(t);
    let read = 0;
    const stdin = new Readable({
      read() {
        if (read++ === 0) this.push('one\ntwo\n');
        else this.destroy(new Error('EIO: i/o error, read'));
      },
    });
    const { code, out } = await run(['-'], stdin, server.port);
    assert.match(out, /^stdin: 2 lines, 8 bytes\n/);
    assert.match(out, /\nnot read to its end: EIO: i\/o error, read\n/);
    assert.match(out, /\nhanded on to /);
    assert.deepEqual(server.lines().slice(0, 1), ['log.lines:2|c|#file:stdin']);
    assert.equal(code, 1);
  });

  it('says how many lines it cut', async t => {
    const server = await startServer(t);
    const long = 'x'.repeat(1_100_000);
    const { out } = await run(['-'], Readable.from([Buffer.from(`${long}\nshort\n${long}`)]), server.port);
    assert.match(out, /\ncut to \d+ bytes \(logs\.max_line\): 2 lines\n/);
  });

  it('says what it could not hand on, after trying for as long as it was told', async () => {
    const { code, out, err } = await run(['--wait', '0', '-'], Readable.from([Buffer.from('one\n')]), await freePort());
    assert.match(out, /^stdin: 1 line, 4 bytes\n/);
    assert.match(out, /not handed on: \d+ bytes of metrics, the StatsD server 127\.0\.0\.1:\d+ did not take them\n$/);
    assert.match(err, /given up/);
    assert.equal(code, 1);
  });

  it('names what is wrong with its command line', async () => {
    for (const [argv, says] of [
      [[], 'what to read is missing'],
      [['app.log'], '"app.log" is a file'],
      [['--wait', 'x', '-'], '--wait "x" is no number of seconds'],
    ] as const) {
      const { code, err } = await run(argv, Readable.from([]), 1);
      assert.ok(err.startsWith(says), err);
      assert.equal(code, 2);
    }
  });
});
