import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLineKeeper, type KeptLines } from '../../../../services/log-tailer/metrics/kept-lines.ts';
import type { Level } from '../../../../services/shared/levels.ts';

const see = (lines: KeptLines, level: Level, text: string) => {
  const bytes = Buffer.from(`before${text}behind`);
  lines.see(level, bytes, 6, bytes.length - 6);
};
const textsOf = (kept: readonly { readonly text: string }[]) => kept.map(({ text }) => text);

test('of a log the last 20 lines of error and fatal are kept, oldest first', () => {
  const lines = createLineKeeper(() => 7, true).open('stderr');
  for (let index = 0; index < 30; index++) see(lines, index % 2 ? 'error' : 'fatal', `line ${index}`);
  see(lines, 'warn', 'only a warning');
  assert.deepEqual(
    textsOf(lines.errors()),
    Array.from({ length: 20 }, (_, index) => `line ${index + 10}`),
  );
  assert.deepEqual(lines.errors()[0], {
    number: 11,
    time: 7,
    level: 'fatal',
    text: 'line 10',
    cut: false,
    stream: 'stderr',
  });
});

test('the first five lines after each report are kept whatever their severity, the last 20 of them', () => {
  const lines = createLineKeeper(() => 0, true).open();
  for (let report = 0; report < 6; report++) {
    for (let index = 0; index < 8; index++) see(lines, 'info', `${report}.${index}`);
    lines.tick();
  }
  assert.deepEqual(
    textsOf(lines.samples()),
    [2, 3, 4, 5].flatMap(report => [0, 1, 2, 3, 4].map(index => `${report}.${index}`)),
  );
  assert.deepEqual(lines.errors(), []);
});

test('of a flood of errors only the first 200 after each report are looked at', () => {
  const lines = createLineKeeper(() => 0, true).open();
  for (let index = 0; index < 1000; index++) see(lines, 'error', `line ${index}`);
  assert.equal(lines.errors().at(-1)?.text, 'line 199');
  lines.tick();
  see(lines, 'error', 'the next');
  assert.equal(lines.errors().at(-1)?.text, 'the next');
});

test('of a line 2 kB are kept, and of any bytes a text', () => {
  const lines = createLineKeeper(() => 0, true).open();
  see(lines, 'error', 'x'.repeat(3000));
  lines.see('error', Buffer.from([0xff, 0x00, 0x1b]), 0, 3);
  assert.deepEqual(
    lines.errors().map(({ text, cut }) => [text, cut]),
    [
      ['x'.repeat(2048), true],
      ['\ufffd\u0000\u001b', false],
    ],
  );
});

test('all logs together keep 4 MB at most: the oldest lines go first, of whatever log', () => {
  const keeper = createLineKeeper(() => 0, true);
  const logs = Array.from({ length: 200 }, () => keeper.open());
  for (const log of logs) for (let index = 0; index < 20; index++) see(log, 'error', 'x'.repeat(2048));
  const kept = logs.map(log => log.errors().length + log.samples().length);
  const characters = kept.reduce((sum, count) => sum + count, 0) * 2048;
  assert.ok(characters * 2 <= 4 * 1024 * 1024, `${characters} characters`);
  assert.ok(characters * 2 >= 3.4 * 1024 * 1024, `${characters} characters`);
  assert.equal(kept[0], 0);
  assert.equal(kept.at(-1), 25);
});

test('switched off nothing is kept, and what was is gone; a log that is closed leaves room', () => {
  const keeper = createLineKeeper(() => 0, true);
  const lines = keeper.open();
  see(lines, 'error', 'secret');
  keeper.switch(false);
  see(lines, 'error', 'secret');
  assert.deepEqual([lines.errors(), lines.samples(), keeper.on], [[], [], false]);
  keeper.switch(true);
  see(lines, 'error', 'again');
  assert.deepEqual(textsOf(lines.errors()), ['again']);
  lines.clear();
  assert.deepEqual([lines.errors(), lines.samples()], [[], []]);
});

test('a line among the errors and the samples has one number in both, and numbers rise over the streams of a container', () => {
  const keeper = createLineKeeper(() => 0, true);
  const [out, err] = [keeper.open('stdout'), keeper.open('stderr')];
  see(out, 'info', 'a');
  see(err, 'error', 'b');
  see(out, 'info', 'c');
  see(err, 'warn', 'd');
  const numbered = (kept: ReturnType<KeptLines['errors']>) => kept.map(({ number, text }) => `${number} ${text}`);
  assert.deepEqual(numbered(out.samples()), ['1 a', '3 c']);
  assert.deepEqual([numbered(err.errors()), numbered(err.samples())], [['2 b'], ['2 b', '4 d']]);
});

test('further lines of an error that say what was wrong are lines of their own, together within the 2 kB', () => {
  const lines = createLineKeeper(() => 0, true).open();
  const seeMore = (text: string) => lines.seeMore(Buffer.from(`${text}\n`), 0, text.length);
  seeMore('of nothing');
  see(lines, 'error', 'Traceback:');
  seeMore('KeyError: 1');
  seeMore('ValueError: 2');
  see(lines, 'warn', 'a warning');
  seeMore('of what is not kept');
  see(lines, 'fatal', 'the last');
  seeMore('x'.repeat(3000));
  seeMore('no more');
  const whole = (text: string) => ({ text, cut: false });
  assert.deepEqual(
    lines.errors().map(({ text, cut, more }) => ({ text, cut, more })),
    [
      { ...whole('Traceback:'), more: [whole('KeyError: 1'), whole('ValueError: 2')] },
      { ...whole('the last'), more: [{ text: 'x'.repeat(2048 - 'the last'.length), cut: true }] },
    ],
  );
});

test('ten further lines of an error are kept', () => {
  const lines = createLineKeeper(() => 0, true).open();
  see(lines, 'error', 'Traceback:');
  for (let index = 0; index < 20; index++) lines.seeMore(Buffer.from(`E${index}`), 0, 2);
  assert.equal(lines.errors()[0]?.more?.length, 10);
});

test('of a line that had to make room nothing more is kept, nor room taken for it', () => {
  const keeper = createLineKeeper(() => 0, true);
  const logOf = (text: string) => {
    const log = keeper.open();
    see(log, 'error', text);
    return log;
  };
  const gone = Array.from({ length: 2000 }, () => logOf('old'));
  const later = Array.from({ length: 1500 }, () => logOf('x'.repeat(2000)));
  const more = Buffer.from('x'.repeat(2000));
  for (const log of gone) log.seeMore(more, 0, more.length);
  assert.deepEqual(gone[0]?.errors(), []);
  logOf('another');
  assert.equal(later.at(-500)?.errors().length, 1);
});
