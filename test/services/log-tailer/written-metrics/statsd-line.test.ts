import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bad, readWritten } from './reading.ts';

const cases: Record<string, string[]> = {
  'statsd#a:1|c': ['a 1 c'],
  'statsd#a:-2.5|c': ['a -2.5 c'],
  'statsd#a:.5e1|c|@1e-1': ['a 50 c'],
  'statsd#a:1:2:3|h': ['a 1 h', 'a 2 h', 'a 3 h'],
  'statsd#a:5|ms|@0.5': ['a 5 ms', 'a 5 ms'],
  'statsd#a:5|g statsd#a:-3|g': ['a 2 g'],
  'statsd#a:+2|g statsd#a:-3|g': ['a -1 g'],
  'statsd#a:-3|g statsd#a:7|g': ['a 7 g'],
  'statsd#a:b:c|s statsd#a:b:c|s statsd#a:d|s': ['a b:c s', 'a d s'],
  'statsd#a:1|c|T1700000000|c:83c0a99c|e:it-false|card:low': ['a 1 c'],
  'statsd#a:1|c|#x:1,y,x:2,:z,': ['a{x:2,y:true} 1 c'],
  'statsd#a:1|c|#url:http//x:80': ['a{url:http//x:80} 1 c'],
  'msg="statsd#a:1|c" statsd#b:1|c\\n': ['a 1 c', 'b 1 c'],
  'statsd#a/b:1|c': ['a-b 1 c'],
  'statsd#größe:1|c': ['gre 1 c'],
  // Not as metrics.
  'statsd#': [bad('statsd', 'value')],
  'statsd#a': [bad('statsd', 'value')],
  'statsd#a:1': [bad('statsd', 'type')],
  'statsd#a:1|x': [bad('statsd', 'type')],
  'statsd#a:1|constructor': [bad('statsd', 'type')],
  'statsd#a:|c': [bad('statsd', 'value')],
  'statsd#a:|s': [bad('statsd', 'value')],
  'statsd#a:1:x|c': [bad('statsd', 'value')],
  'statsd#a:+1:2|g': [bad('statsd', 'value')],
  'statsd#a:0x10|c': [bad('statsd', 'value')],
  'statsd#a:NaN|c': [bad('statsd', 'value')],
  'statsd#a:1e999|c': [bad('statsd', 'value')],
  'statsd#a:1e300|c': [bad('statsd', 'value')],
  'statsd#a:1|c|@0': [bad('statsd', 'rate')],
  'statsd#a:1|c|@2': [bad('statsd', 'rate')],
  'statsd#a:1|c|@1e-300': [bad('statsd', 'rate')],
  'statsd#a:1|c|q': [bad('statsd', 'field')],
  'statsd#:1|c': [bad('statsd', 'name')],
  'statsd#a,env=prod:1|c': [bad('statsd', 'name')],
  'statsd#tidegauge.log.lost:1|c': [bad('statsd', 'name')],
  'statsd#log.lines:1|c': [bad('statsd', 'name')],
  'statsd#5:1|c': [bad('statsd', 'name')],
  'statsd#_e{5,4}:title|text': [bad('statsd', 'type')],
  // No mark.
  'see statsd/statsd#424:1|c, etsy-statsd#3:1|c and Statsd#b:1|c': [],
  'statsd #a:1|c': [],
};

for (const [line, metrics] of Object.entries(cases)) {
  test(`${line} becomes ${metrics.join(', ') || 'nothing'}`, () => assert.deepEqual(readWritten(line), metrics));
}

test('a value of any rate counts as often as it stands for, over all of them', () => {
  const lines = Array.from({ length: 30 }, () => 'statsd#a:5|ms|@0.3');
  assert.equal(readWritten(...lines).length, 100);
});
