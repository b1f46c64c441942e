import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createEngineLog, type LastRecord } from '../../../../services/log-tailer/lines/engine-log.ts';
import type { KeptPartials } from '../../../../services/log-tailer/lines/json-file.ts';
import { createCollectingSink, createLimits } from '../collecting-sink.ts';
import { frame, stamp } from '../engine-frame.ts';

function createReading({ tty = false, last, kept }: { tty?: boolean; last?: LastRecord; kept?: KeptPartials } = {}) {
  const stdout = createCollectingSink();
  const stderr = createCollectingSink();
  const log = createEngineLog({
    tty,
    sinks: { stdout, stderr },
    limits: createLimits(),
    last,
    ...(kept ? { kept } : {}),
  });
  return {
    log,
    /** One answer of the engine. */
    answer(...pieces: (Buffer | string)[]) {
      log.begin();
      for (const piece of pieces) log.feed(Buffer.from(piece));
      return { out: stdout.take(), err: stderr.take() };
    },
    stdout,
  };
}

const out = (n: number, text: string) => frame('stdout', `${stamp(n)} ${text}`);
const err = (n: number, text: string) => frame('stderr', `${stamp(n)} ${text}`);

describe('createEngineLog', () => {
  it('takes the stamps off, and hands on the lines of each stream', () => {
    const { answer } = createReading();
    assert.deepEqual(answer(out(1, 'one\n'), err(2, 'two\n'), out(3, '\n')), { out: ['one 4', ' 1'], err: ['two 4'] });
  });

  it('reads the same wherever the answer is cut', () => {
    const whole = Buffer.concat([out(1, 'a b\n'), err(2, 'c\n')]);
    for (let cut = 0; cut < whole.length; cut++)
      assert.deepEqual(createReading().answer(whole.subarray(0, cut), whole.subarray(cut)), {
        out: ['a b 4'],
        err: ['c 2'],
      });
  });

  it('joins the parts of a line, those of each stream apart', () => {
    const { answer } = createReading();
    assert.deepEqual(answer(out(1, 'long '), err(2, 'err\n'), out(1, 'line\n')), {
      out: ['long line 10'],
      err: ['err 4'],
    });
  });

  it('takes no record twice when it asks again', () => {
    const { answer, log } = createReading();
    answer(out(1, 'a\n'), out(2, 'b\n'), out(2, 'c\n'));
    assert.deepEqual(log.last(), { stamp: stamp(2), count: 2 });
    assert.deepEqual(answer(out(2, 'b\n'), out(2, 'c\n'), out(2, 'd\n'), out(3, 'e\n')), {
      out: ['d 2', 'e 2'],
      err: [],
    });
    assert.deepEqual(answer(out(1, 'a\n'), out(2, 'b\n'), out(3, 'e\n')), { out: [], err: [] });
    assert.deepEqual(log.last(), { stamp: stamp(3), count: 1 });
  });

  it('goes on where an earlier run ended, in the middle of a line too', () => {
    const before = createReading();
    before.answer(out(1, 'a\n'), out(2, 'begun '));
    const after = createReading({ last: before.log.last()!, kept: before.log.keep() });
    assert.deepEqual(after.answer(out(1, 'a\n'), out(2, 'begun '), out(3, 'ended\n')), {
      out: ['begun ended 12'],
      err: [],
    });
  });

  it('ends an open line when told that nothing more comes', () => {
    const { answer, log, stdout } = createReading();
    assert.deepEqual(answer(out(1, 'no end')).out, []);
    log.end();
    assert.deepEqual(stdout.take(), ['no end 6']);
  });

  it('reads the raw bytes of a terminal', () => {
    const { answer } = createReading({ tty: true });
    assert.deepEqual(answer(`${stamp(1)} one\r\n${stamp(2)} t`, 'wo\r\n'), { out: ['one 5', 'two 5'], err: [] });
    assert.deepEqual(answer(`${stamp(2)} two\r\n${stamp(3)} three\r\n`).out, ['three 7']);
  });

  it('takes a record without a stamp as it is', () => {
    const { answer } = createReading();
    const text = 'x'.repeat(50);
    assert.deepEqual(answer(frame('stdout', `${text}\n`)).out, [`${text} 51`]);
  });
});
