import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileSource } from '../../../services/log-tailer/source-glob.ts';

test('a glob matches paths and names', () => {
  const matches: readonly (readonly [glob: string, name: string, matches: boolean])[] = [
    ['/var/log/*.log', '/var/log/a.log', true],
    ['/var/log/*.log', '/var/log/.a.log', true],
    ['/var/log/*.log', '/var/log/a/b.log', false],
    ['/var/log/**/*.log', '/var/log/a/b.log', true],
    ['shop-?', 'shop-1', true],
    ['{shop,blog}-[0-9]', 'blog-2', true],
    ['c++ (1)|[+].log', 'c++ (1)|+.log', true],
    ['a\\(b\\+', 'a(b+', true],
  ];
  for (const [glob, name, wanted] of matches) assert.equal(compileSource(glob)(name), wanted, `${glob} ${name}`);
});

test('what would repeat in a regular expression is a character in a glob', () => {
  for (const glob of ['(a+)+!', '{a,aa}+!', '(a|a)+!', '[a]+!', 'x|a{1,2}+'])
    assert.equal(compileSource(glob)('a'.repeat(100)), false, glob);
  assert.equal(compileSource('{a,aa}+!')('aa+!'), true);
});
