import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTags } from '../../../../services/statsd-server/parser/tags.ts';

const golden: [text: string, tags: Record<string, string>][] = [
  ['', {}],
  ['env:prod,svc:web', { env: 'prod', svc: 'web' }],
  ['flag', { flag: 'true' }],
  ['flag:', { flag: 'true' }],
  ['image:nginx:1.28', { image: 'nginx:1.28' }],
  [':no-name,,a:b', { a: 'b' }],
  ['a:1,a:2', { a: '2' }],
  ['a\u0000b:c\td', { a_b: 'c_d' }],
];

for (const [text, tags] of golden) {
  test(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(parseTags(text), tags));
}

test('a tag may bear the name of a property that all objects have', () => {
  assert.deepEqual(Object.entries(parseTags('__proto__:x,constructor:y')), [
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
});
