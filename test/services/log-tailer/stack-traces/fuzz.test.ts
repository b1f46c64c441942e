import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { seededRandom } from '../../../support/seeded-random.ts';
import { sampled, sampleFile } from './samples.ts';
import { createTracedSource } from './source.ts';

const all = sampled.flatMap(name => readFileSync(sampleFile(name, 'log'), 'utf8').split('\n'));

const total = (said: readonly string[], name: string) =>
  said.filter(line => line.startsWith(name)).reduce((sum, line) => sum + Number(line.split(' ').at(-2)), 0);

test('traces that are cut, mixed and damaged anywhere crash nothing, and every line is counted', () => {
  const random = seededRandom(1);
  const next = (below: number) => Math.floor(random() * below);
  const source = createTracedSource();
  const fed = 20_000;
  for (let index = 0; index < fed; index++) {
    const line = Buffer.from(all[next(all.length)]!);
    const start = next(3) === 0 ? next(line.length + 1) : 0;
    const cut = Buffer.from(line.subarray(start, next(3) === 0 ? start + next(line.length + 1 - start) : line.length));
    if (cut.length > 0 && next(3) === 0) cut[next(cut.length)] = next(256);
    source.feed(cut);
  }
  const said = source.report();
  assert.equal(total(said, 'log.lines'), fed);
  const entries = total(said, 'log.entries');
  assert.ok(entries > 0 && entries < fed);
  assert.ok(total(said, 'log.exceptions') <= fed);
});

test('a trace without an end counts its lines, and keeps nothing of them', () => {
  const source = createTracedSource();
  source.feed('java.lang.StackOverflowError');
  const size = () => JSON.stringify(source.keep()).length;
  source.feed('\tat com.acme.A.a(A.java:1)');
  const before = size();
  for (let index = 0; index < 5000; index++) source.feed(`\tat com.acme.A.a(A.java:${index})`);
  assert.equal(size(), before);
  assert.ok(source.report().includes('log.lines 5002 c'));
});

test('lines of any length are looked at to a bound', () => {
  const source = createTracedSource();
  const long = 'x.'.repeat(100_000);
  source.feed(
    `ERROR ${long}Exception`,
    '\tat x.y(z:1)',
    `${long}Error: x`,
    '\tat x.y(z:1)',
    'Traceback (most recent call last):',
  );
  source.feed('  File "a.py", line 1, in a', `${long}Error`, `{"level":"error","stack":"${long}Error: x"}`);
  assert.ok(JSON.stringify(source.keep() ?? {}).length < 1024);
  assert.deepEqual(source.take(), ['error 3', 'unknown 2']);
});
