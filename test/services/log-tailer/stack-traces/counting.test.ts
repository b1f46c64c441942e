import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTracedSource } from './source.ts';

const trace = (type: string) => [type, '\tat com.acme.A.a(A.java:1)'];

test('a trace is one entry, all of whose lines and bytes count', () => {
  const source = createTracedSource();
  source.feed('Traceback (most recent call last):', '  File "a.py", line 1, in a', 'KeyError: 1');
  assert.deepEqual(source.report(), [
    'log.bytes 75 c',
    'log.entries{level:error} 1 c',
    'log.exceptions{exception_type:KeyError} 1 c',
    'log.lines 3 c',
  ]);
});

test('it has the severity of the line before it, where that is warn or worse', () => {
  const source = createTracedSource();
  source.feed('WARN slow', ...trace('java.io.IOException: x'));
  assert.deepEqual(source.take(), ['warn', 'java.io.IOException']);
  source.feed('INFO fast', ...trace('java.io.IOException: x'));
  assert.deepEqual(source.take(), ['error', 'info', 'java.io.IOException']);
});

test('an exception is counted once, however many reports its trace lasts', () => {
  const source = createTracedSource();
  source.feed(...trace('java.io.IOException: x'));
  assert.deepEqual(source.take(), ['error', 'java.io.IOException']);
  source.feed('\tat com.acme.A.b(A.java:2)', 'Caused by: java.io.EOFException', '\tat com.acme.A.c(A.java:3)');
  assert.deepEqual(source.take(), []);
  source.feed(...trace('java.io.IOException: x'));
  assert.deepEqual(source.take(), ['error', 'java.io.IOException']);
});

test('a source tells 100 types apart', () => {
  const source = createTracedSource();
  for (let index = 0; index < 103; index++) source.feed(...trace(`com.acme.E${index}Exception`), 'done');
  const types = source.take().filter(line => line.includes('Exception') || line.includes('_OTHER'));
  assert.equal(types.length, 101);
  assert.ok(types.includes('_OTHER 3'));
});

test('switched off, every line is an entry, and no exception is counted', () => {
  const source = createTracedSource(undefined, { writtenMetrics: true, stackTraces: false });
  source.feed(...trace('java.io.IOException: x'), '{"level":"error","stack":"Error: x"}');
  assert.deepEqual(source.take(), ['error', 'unknown 2']);
});

test('what is kept of a language that a later version knew is left out', () => {
  const kept = { trace: { open: { language: 'cobol', stage: 1, counted: false } } };
  const source = createTracedSource(kept);
  source.feed('MOVE ZERO');
  assert.deepEqual(source.take(), ['unknown']);
});

test('what a stranger wrote into a request is no exception, whatever comes behind it; what the program wrote is one', () => {
  const request = (agent: string) =>
    `192.0.2.1 - - [20/Nov/2026:19:14:00 +0000] "GET / HTTP/1.1" 500 10 "-" "${agent}" 0.250`;
  const source = createTracedSource();
  source.feed(request('x exception_class=com.evil.EvilException'), request('com.evil.EvilException: x'));
  source.feed('\tat com.acme.A.a(A.java:1)');
  assert.deepEqual(source.take(), ['error 2']);
  source.feed(
    '{"level":50,"time":1,"req":{"method":"GET","url":"/"},"res":{"statusCode":500},"responseTime":3,"err":{"type":"com.acme.BadException"},"msg":"failed"}',
  );
  assert.deepEqual(source.take(), ['error', 'com.acme.BadException']);
});
