import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from './rule-of.ts';

test('a JSON object is found where a line begins with it, or ends with it', () => {
  const rule = { json: { event: 'order' } };
  const lines = [
    '{"event":"order"}',
    ' { "event" : "order" } ',
    '<30>Nov 20 19:14:00 host app: {"event":"order"}',
    '{"event":"order"} and more',
    '{"event":"order"',
    '[{"event":"order"}]',
    'event":"order"}',
  ];
  assert.deepEqual(read(rule, ...lines), ['app.x{file:/log} 3 c']);
});

test('all keys must hold what they must, and the value must be there', () => {
  const rule = { json: { event: 'order', 'by.user': '*' }, value: 'amount' };
  const lines = [
    '{"event":"order","by":{"user":"x"},"amount":2}',
    '{"event":"order","by":{"user":"x"},"amount":"3"}',
    '{"event":"order","by":{"user":"x"}}',
    '{"event":"order","by":{"user":null},"amount":5}',
    '{"event":"other","by":{"user":"x"},"amount":7}',
    '{"event":"order","by":{"user":"x"},"amount":"much"}',
  ];
  assert.deepEqual(read(rule, ...lines), [
    'app.x{file:/log} 5 c',
    'tidegauge.log.values.bad{file:/log,metric:app.x} 1 c',
  ]);
});

test('beside keys an expression must match, and its groups go before keys', () => {
  const rule = { json: { level: 'error' }, match: 'user (?<user>\\w+)', tags: { who: 'user', where: 'at.place' } };
  const lines = [
    '{"level":"error","msg":"user bob","user":"eve","at":{"place":"x"}}',
    '{"level":"error","msg":"none"}',
  ];
  assert.deepEqual(read(rule, ...lines), ['app.x{file:/log,where:x,who:bob} 1 c']);
});

test('objects and lists are no tags, numbers and truth values are', () => {
  const rule = { json: {}, tags: ['a', 'b', 'c', 'd'] };
  assert.deepEqual(read(rule, '{"a":{"x":1},"b":[1],"c":1.5,"d":false}'), ['app.x{c:1.5,d:false,file:/log} 1 c']);
});

test('pairs of logfmt, of which the first of a name counts', () => {
  const rule = { logfmt: { level: 'error' }, tags: ['msg'] };
  const lines = [
    'level=error msg="it is \\"so\\""',
    'level=info msg=x level=error',
    'msg=y at=z level=error',
    'error level=error msg=x',
    'level="error"',
  ];
  assert.deepEqual(read(rule, ...lines), ['app.x{file:/log,msg:it is "so"} 1 c', 'app.x{file:/log,msg:y} 1 c']);
});

test('members of a set, histograms and distributions', () => {
  assert.deepEqual(read({ json: {}, type: 'set', value: 'u' }, '{"u":"a"}', '{"u":"a"}', '{"u":7}', '{"u":""}'), [
    'app.x{file:/log} 7 s',
    'app.x{file:/log} a s',
    'tidegauge.log.values.bad{file:/log,metric:app.x} 1 c',
  ]);
  assert.deepEqual(read({ json: {}, type: 'histogram', value: 'n' }, '{"n":-1}'), ['app.x{file:/log} -1 h']);
  assert.deepEqual(read({ json: {}, type: 'distribution', value: 'n' }, '{"n":"2KiB"}'), ['app.x{file:/log} 2048 d']);
});

test('units: those of the value, else that of the rule', () => {
  const timing = { match: 'took (?<t>.*)', type: 'timing', value: 't' };
  assert.deepEqual(read(timing, 'took 12', 'took 1.5s', 'took 3 MB'), [
    'app.x{file:/log} 12 ms',
    'app.x{file:/log} 1500 ms',
    'tidegauge.log.values.bad{file:/log,metric:app.x} 1 c',
  ]);
  assert.deepEqual(read({ ...timing, unit: 's' }, 'took 12', 'took 15ms'), [
    'app.x{file:/log} 12000 ms',
    'app.x{file:/log} 15 ms',
  ]);
  assert.deepEqual(read({ json: {}, type: 'gauge', value: 'n', unit: '%' }, '{"n":45}'), ['app.x{file:/log} 0.45 g']);
});

test('whatever a line is, it neither throws nor counts', () => {
  const rules = [{ json: { a: '*' } }, { logfmt: { a: '*' } }];
  const lines = ['', '{', '}', '{}', '{"a', `${'{"a":'.repeat(10_000)}}`, '['.repeat(60_000), 'a=', 'a=1', '\0', '"}'];
  for (const rule of rules) assert.deepEqual(read(rule, ...lines, Buffer.from([0xff, 0x7b, 0xfe, 0x7d])), []);
});
