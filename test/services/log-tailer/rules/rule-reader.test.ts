import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from './rule-of.ts';

test('a counter without a value counts the lines that match', () => {
  assert.deepEqual(read({ match: 'denied' }, 'denied', 'allowed', 'denied denied'), ['app.x{file:/log} 2 c']);
});

test('a counter with a value adds it up', () => {
  const rule = { match: 'sent (?<n>\\S+)', value: 'n' };
  assert.deepEqual(read(rule, 'sent 12', 'sent .5', 'sent 1e2'), ['app.x{file:/log} 112.5 c']);
});

test('a gauge says its last value, a timing each', () => {
  const rule = { match: 'is (?<n>\\S+)', value: 'n' };
  assert.deepEqual(read({ ...rule, type: 'gauge' }, 'is 12', 'is -3.5'), ['app.x{file:/log} -3.5 g']);
  assert.deepEqual(read({ ...rule, type: 'timing' }, 'is 12', 'is 7', 'is 12'), [
    'app.x{file:/log} 12 ms',
    'app.x{file:/log} 12 ms',
    'app.x{file:/log} 7 ms',
  ]);
});

test('a value that is no number, or negative where it cannot be, adds nothing and is counted', () => {
  const rule = { match: 'is (?<n>\\S+)?', value: 'n' };
  const bad = (count: number) => `tidegauge.log.values.bad{file:/log,metric:app.x} ${count} c`;
  assert.deepEqual(read(rule, 'is 1', 'is x', 'is ', 'is 0x10', 'is Infinity', 'is 1e999', 'is -1', 'is 1,5'), [
    'app.x{file:/log} 1 c',
    bad(7),
  ]);
  assert.deepEqual(read({ ...rule, type: 'timing' }, 'is -1'), [bad(1)]);
});

test('groups become tags; one that is empty or took no part is left out', () => {
  const rule = { match: '(?<what>\\w+)=(?<user>\\w*)(?: on (?<host_name>\\S+))?', tags: ['user', 'host_name'] };
  assert.deepEqual(read(rule, 'login=bob on a.b', 'login=bob', 'login=', 'login=bob on a.b'), [
    'app.x{file:/log,host_name:a.b,user:bob} 2 c',
    'app.x{file:/log,user:bob} 1 c',
    'app.x{file:/log} 1 c',
  ]);
});

test('a name of a group that JavaScript knows as something else is a name like any other', () => {
  assert.deepEqual(read({ match: '(?<__proto__>a)', tags: ['__proto__'] }, 'a'), ['app.x{__proto__:a,file:/log} 1 c']);
});

test('control characters and direction marks in a tag are replaced, and its length is bounded', () => {
  const rule = { match: 'a(?<x>[\\s\\S]+)', tags: ['x'] };
  assert.deepEqual(read(rule, 'a1\n2\u001b[3\u007f\u0085\u202e4'), ['app.x{file:/log,x:1_2_[3___4} 1 c']);
  assert.deepEqual(read(rule, `a${'b'.repeat(500)}`), [`app.x{file:/log,x:${'b'.repeat(200)}} 1 c`]);
  assert.deepEqual(read(rule, `a${'b'.repeat(199)}😀`), [`app.x{file:/log,x:${'b'.repeat(199)}} 1 c`]);
});

test('a tag has at most 100 values of one source; lines with further ones are counted as _OTHER', () => {
  const lines = Array.from({ length: 250 }, (_, index) => `id ${index}`);
  const found = read({ match: 'id (?<id>\\d+)', tags: ['id'] }, ...lines, 'id 7');
  assert.equal(found.length, 101);
  assert.ok(found.includes('app.x{file:/log,id:7} 2 c'));
  assert.ok(found.includes('app.x{file:/log,id:_OTHER} 150 c'));
});

test('a rule makes at most 1000 series of one source, whatever its tags combine to', () => {
  const lines = Array.from({ length: 50 * 50 }, (_, index) => `${index % 50} ${Math.floor(index / 50)}`);
  const found = read({ match: '^(?<a>\\d+) (?<b>\\d+)', tags: ['a', 'b'] }, ...lines);
  assert.equal(found.length, 1001);
  assert.ok(found.includes('app.x{a:_OTHER,b:_OTHER,file:/log} 1500 c'));
});
