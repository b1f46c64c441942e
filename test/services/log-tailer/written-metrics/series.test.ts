import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bad, readWritten } from './reading.ts';

const times = <Made>(count: number, make: (index: number) => Made) =>
  Array.from({ length: count }, (_, index) => make(index));
const without = (lines: string[], start: string) => lines.filter(line => !line.startsWith(start));

test('tags that say where a line comes from are left out', () => {
  const tags = 'host:h,metric_type:x,file:f,container:c,image:i,compose_project:p,compose_service:s,stream:z,ok:1';
  assert.deepEqual(readWritten(`statsd#a:1|c|#${tags}`), ['a{ok:1} 1 c']);
});

test('names that JavaScript knows as something else are names like any other', () => {
  assert.deepEqual(readWritten('statsd#__proto__:1|c|#__proto__:x,constructor:y statsd#toString:a|s'), [
    '__proto__{__proto__:x,constructor:y} 1 c',
    'toString a s',
  ]);
});

test('control characters in tags and members are replaced, and their length is bounded', () => {
  assert.deepEqual(readWritten(`statsd#a:1|c|#k\u202e@:v\u2066${'w'.repeat(300)}`), [
    `a{k__:v_${'w'.repeat(198)}} 1 c`,
  ]);
  assert.deepEqual(readWritten(`statsd#a:${'m'.repeat(300)}|s`), [`a ${'m'.repeat(200)} s`]);
  assert.deepEqual(readWritten(`count#${'n'.repeat(201)}=1`), [bad('l2met', 'name')]);
});

test('the order of tags makes no difference', () => {
  assert.deepEqual(readWritten('statsd#a:1|c|#x:1,y:2', 'statsd#a:1|c|#y:2,x:1'), ['a{x:1,y:2} 2 c']);
});

test('a tag has 100 values of one metric; further ones are _OTHER', () => {
  const said = readWritten(...times(150, index => `statsd#a:1|c|#id:${index}`));
  assert.equal(said.length, 101);
  assert.ok(said.includes('a{id:_OTHER} 50 c'));
});

test('a metric has 20 names of tags', () => {
  const said = readWritten(...times(25, index => `statsd#a:1|c|#t${index}:x`));
  assert.equal(without(said, 'tidegauge.').length, 20);
  assert.ok(said.includes(bad('statsd', 'limit', 5)));
});

test('a log has 500 metrics', () => {
  const said = readWritten(...times(600, index => `count#m${index}=1`), 'count#m7=1');
  assert.equal(without(said, 'tidegauge.').length, 500);
  assert.ok(said.includes('m7 2 c'));
  assert.ok(said.includes(bad('l2met', 'limit', 100)));
});

test('a log has 2000 series; of each metric all further ones are one', () => {
  const line = (index: number) => `statsd#a:1|c|#x:${index % 50},y:${Math.floor(index / 50)}`;
  const said = readWritten(...times(2500, line), line(7), 'statsd#b:1|c|#z:1', 'statsd#b:1|c|#z:2');
  assert.equal(said.length, 2002);
  assert.ok(said.includes('a{x:7,y:0} 2 c'));
  assert.ok(said.includes('a{x:_OTHER,y:_OTHER} 500 c'));
  assert.ok(said.includes('b{z:_OTHER} 2 c'));
});

test('a line has 100 metrics', () => {
  assert.deepEqual(readWritten('count#a=1 '.repeat(500)), ['a 100 c', bad('l2met', 'limit')]);
});
