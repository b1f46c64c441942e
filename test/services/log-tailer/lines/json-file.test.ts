import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createJsonFileDecoder, type KeptPartials } from '../../../../services/log-tailer/lines/json-file.ts';
import { scanLines } from '../../../../services/log-tailer/lines/scan-lines.ts';
import { createLimits } from '../collecting-sink.ts';

const second = (n: number) => Date.UTC(2026, 0, 1, 0, 0, n);
const record = (log: string, stream = 'stdout', at = 0) =>
  `${JSON.stringify({ log, stream, time: new Date(second(at)).toISOString().replace('Z', '123456Z') })}\n`;

function createDecoding({ maxLine, kept, keptAt }: { maxLine?: number; kept?: KeptPartials; keptAt?: number } = {}) {
  const lines: string[] = [];
  const limits = createLimits(maxLine);
  let damaged = 0;
  const sink = (stream: string) => ({
    line: (buffer: Buffer, start: number, end: number, logged: number) =>
      void lines.push(`${stream} ${JSON.stringify(buffer.toString('utf8', start, end))} ${logged}`),
  });
  const decoder = createJsonFileDecoder({
    sinks: { stdout: sink('out'), stderr: sink('err') },
    limits,
    onDamaged: bytes => {
      damaged += bytes;
    },
    ...(kept ? { kept } : {}),
    ...(keptAt === undefined ? {} : { keptAt }),
  });
  return {
    decoder,
    limits,
    damaged: () => damaged,
    /** Feeds lines of the file, and takes what came of it. */
    feed(...records: string[]) {
      const bytes = Buffer.from(records.join(''));
      scanLines(bytes, 0, bytes.length, decoder, createLimits());
      return lines.splice(0);
    },
    take: () => lines.splice(0),
  };
}

describe('createJsonFileDecoder', () => {
  it('hands on what the container wrote, by stream, with the bytes it wrote', () => {
    const { feed } = createDecoding();
    assert.deepEqual(feed(record('hello\n'), record('oh no\n', 'stderr'), record('\n')), [
      'out "hello" 6',
      'err "oh no" 6',
      'out "" 1',
    ]);
  });

  it('unescapes', () => {
    const { feed } = createDecoding();
    const json = '{"level":"info","msg":"a\\tb \u2028 ż"}';
    assert.deepEqual(feed(record(`${json}\n`)), [`out ${JSON.stringify(json)} ${Buffer.byteLength(json) + 1}`]);
    assert.deepEqual(
      feed('{"log":"\\u003cb\\u003e \\\\n\\r\\n","stream":"stdout","time":"2026-01-01T00:00:00.1Z"}\n'),
      ['out "<b> \\\\n" 8'],
    );
  });

  it('is not misled by a text that looks like the end of a record', () => {
    const { feed } = createDecoding();
    const text = 'x","stream":"stderr","time":"2026"}';
    assert.deepEqual(feed(record(`${text}\n`)), [`out ${JSON.stringify(text)} 36`]);
  });

  it('joins the parts of a line, those of each stream apart', () => {
    const { feed } = createDecoding();
    assert.deepEqual(
      feed(record('one '), record('red', 'stderr'), record('err\n', 'stderr'), record('two "'), record('three"\n')),
      ['err "rederr" 7', 'out "one two \\"three\\"" 16'],
    );
  });

  it('keeps a backslash and an n apart from a line end', () => {
    const { feed } = createDecoding();
    assert.deepEqual(feed(record('not the end \\n'), record('.\n')), ['out "not the end \\\\n." 16']);
  });

  it('cuts what is longer than the limit, in one record and over many', () => {
    const { feed, limits } = createDecoding({ maxLine: 5 });
    assert.deepEqual(feed(record('1234567\n'), record('123'), record('456'), record('789\n')), [
      'out "12345" 8',
      'out "12345" 10',
    ]);
    assert.equal(limits.truncated, 2);
  });

  it('ends an open line when told that nothing more comes', () => {
    const { feed, decoder, take } = createDecoding();
    assert.deepEqual(feed(record('no end')), []);
    decoder.end();
    assert.deepEqual(take(), ['out "no end" 6']);
  });

  it('does not join the last words of one run of the container to the first of the next', () => {
    const { feed, decoder } = createDecoding();
    decoder.died(second(5));
    decoder.died(second(9));
    assert.deepEqual(
      feed(
        record('first run', 'stdout', 1),
        record('second run ', 'stdout', 7),
        record('goes on', 'stdout', 7),
        record('third run\n', 'stdout', 10),
      ),
      ['out "first run" 9', 'out "second run goes on" 18', 'out "third run" 10'],
    );
  });

  it('goes on from open lines of an earlier run', () => {
    const before = createDecoding();
    before.feed(record('begun '), record('err', 'stderr'));
    const kept = before.decoder.keep();
    const same = createDecoding({ kept, keptAt: second(3) });
    same.decoder.died(second(2));
    assert.deepEqual(same.feed(record('ended\n', 'stdout', 4)), ['out "begun ended" 12']);
    const restarted = createDecoding({ kept, keptAt: second(3) });
    restarted.decoder.died(second(5));
    assert.deepEqual(restarted.feed(record('new\n', 'stdout', 6)), ['out "begun " 6', 'out "new" 4']);
  });

  it('goes on at the next line behind half a record, NULs or garbage, and counts the bytes', () => {
    const { feed, damaged } = createDecoding();
    const garbage = [
      '{"log":"half',
      '\0\0\0\0',
      'x',
      '',
      '{"log":"bad \\x\\n","stream":"stdout","time":"2026-01-01T00:00:00Z"}',
    ];
    assert.deepEqual(feed(record('a\n'), ...garbage.map(text => `${text}\n`), record('b\n')), [
      'out "a" 2',
      'out "b" 2',
    ]);
    assert.equal(damaged(), garbage.join('').length);
  });

  it('reads records with attributes', () => {
    const { feed } = createDecoding();
    assert.deepEqual(feed('{"log":"hi\\n","stream":"stderr","attrs":{"tag":"x"},"time":"2026-01-01T00:00:00Z"}\n'), [
      'err "hi" 3',
    ]);
  });
});
