import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bad, readWritten } from './reading.ts';

const cases: Record<string, string[]> = {
  'count#a=1': ['a 1 c'],
  'count#a=-1.5 count#a=1e1': ['a 8.5 c'],
  'sample#a=7 sample#a=-3': ['a -3 g'],
  'measure#a=12ms': ['a 12 ms'],
  'measure#a=7us measure#a=7µs measure#a=500ns': ['a 0.0005 ms', 'a 0.007 ms', 'a 0.007 ms'],
  'measure#a=2m measure#a=0.5h': ['a 120000 ms', 'a 1800000 ms'],
  'measure#a=2KiB measure#a=2kB measure#a=3': ['a 2000 h', 'a 2048 h', 'a 3 h'],
  'count#a=1.5s sample#b=2s': ['a 1500 c', 'b 2000 g'],
  'count#a=3widgets': ['a 3 c'],
  '[count#a=1] (count#b=1). "count#c=1" d="count#d=1", count#e=1; count#f=1': [
    ...['a 1 c', 'b 1 c', 'c 1 c', 'd 1 c', 'e 1 c', 'f 1 c'],
  ],
  'count#a=1 source="eu west" count#b=1': ['a{source:eu west} 1 c', 'b{source:eu west} 1 c'],
  'resource=x count#a=1': ['a 1 c'],
  '{"msg":"count#a=1\\ncount#b=2","ua":"count#c=3"}': ['a 1 c', 'b 2 c'],
  '{"ua":"count#c=3"}': [],
  '{worker 3} count#a=1': ['a 1 c'],
  '\u001b[32mcount#a=1\u001b[0m \u001b[1;31mcount#b=2\u001b[0m': ['a 1 c', 'b 2 c'],
  // Not as metrics.
  'count#': [bad('l2met', 'value')],
  'count#a': [bad('l2met', 'value')],
  'count#a=': [bad('l2met', 'value')],
  'count#a=x': [bad('l2met', 'value')],
  'count#a=0x10': [bad('l2met', 'value')],
  'count#a=1,5': [bad('l2met', 'value')],
  'count#a=1e400': [bad('l2met', 'value')],
  'count#=1': [bad('l2met', 'name')],
  'count#a,host=evil=1': [bad('l2met', 'value')],
  'count#http.server.requests=1': [bad('l2met', 'name')],
  // No mark.
  'discount#a=1 x.count#a=1 GET /docs?count#a=1 count #a=1 Count#a=1 max#a=1': [],
};

for (const [line, metrics] of Object.entries(cases)) {
  test(`${line} becomes ${metrics.join(', ') || 'nothing'}`, () => assert.deepEqual(readWritten(line), metrics));
}
