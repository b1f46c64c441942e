import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilePartGlob } from '../../../../services/statsd-server/rules/part-glob.ts';

const cases: [glob: string, part: string, captures: string[] | undefined][] = [
  ['*', 'login', ['login']],
  ['*', '', ['']],
  ['web-*', 'web-1', ['1']],
  ['web-*', 'web-', ['']],
  ['web-*', 'db-1', undefined],
  ['*-web', 'eu-web', ['eu']],
  ['a*a', 'a', undefined],
  ['a*a', 'aa', ['']],
  ['*_*', 'a_b_c', ['a', 'b_c']],
  ['*a*b*', 'xaybz', ['x', 'y', 'z']],
  ['*a*b*', 'xbya', undefined],
  ['a*b*b', 'ab', undefined],
  ['a*b*b', 'abb', ['', '']],
  ['*.+', 'x+', undefined],
  ['*ab*b', 'xab', undefined],
];

for (const [glob, part, captures] of cases)
  test(`${glob} and ${part || 'nothing'}: ${captures ? JSON.stringify(captures) : 'no match'}`, () => {
    assert.deepEqual(compilePartGlob(glob)(part), captures);
  });

test('what matches, and only that, has the pieces of the pattern in their order', () => {
  // Small alphabets make for many near misses.
  const texts = (length: number): string[] =>
    length === 0 ? [''] : texts(length - 1).flatMap(text => ['', 'a', 'b'].map(letter => text + letter));
  const globs = ['*a*', 'a*b', '*ab*a*', 'a*a*a', 'b*', '*b*b*'];
  for (const glob of globs) {
    const expression = new RegExp(`^${glob.replaceAll('*', '(.*?)')}$`);
    for (const text of texts(6))
      assert.deepEqual(compilePartGlob(glob)(text), expression.exec(text)?.slice(1), `${glob} ${text}`);
  }
});
