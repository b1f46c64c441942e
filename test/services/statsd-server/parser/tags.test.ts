import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDogStatsdTags } from '../../../../services/statsd-server/parser/tags.ts';

const golden: [section: string, tags: Record<string, string>][] = [
  ['', {}],
  ['env:prod,svc:web', { env: 'prod', svc: 'web' }],
  ['flag', { flag: 'true' }],
  ['flag:', { flag: 'true' }],
  ['image:nginx:1.28', { image: 'nginx:1.28' }],
  [':no-name,,a:b', { a: 'b' }],
  ['a:1,a:2', { a: '2' }],
  [' a : b ', { a: 'b' }],
  ['a\u0000b:c\td', { a_b: 'c_d' }],
];

for (const [section, expected] of golden)
  test(`reads ${JSON.stringify(section)}`, () => {
    const tags: Record<string, string> = {};
    addDogStatsdTags(tags, section);
    assert.deepEqual(tags, expected);
  });
