import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileExpression } from '../../../../../services/log-tailer/rules/expressions/expression.ts';
import { requiredLiterals } from '../../../../../services/log-tailer/rules/expressions/literal.ts';
import { seededRandom } from '../../../../support/seeded-random.ts';

test('the longest text that every match contains', () => {
  const texts: [expression: string, literals: readonly string[] | undefined][] = [
    ['order', ['order']],
    ['order \\d+ paid by (?<method>\\w+)', [' paid by ']],
    ['^(?<ip>\\S+) - - \\[', [' - - [']],
    ['abc?def', ['def']],
    ['ab*cd', ['cd']],
    ['ab+cd', ['bcd']],
    ['ab{2}', ['ab']],
    ['ab{0,3}cde', ['cde']],
    ['(?:abc)?de', ['de']],
    ['(?:abc)+d', ['abc']],
    ['(abc|defg)h', ['abc', 'defg']],
    ['error|warn(?:ing)?', ['error', 'warn']],
    ['error|\\d', undefined],
    ['price\\$\\d', ['price$']],
    ['a\\.b\\/c', ['a.b/c']],
    ['[abc]de[^x]fgh', ['fgh']],
    ['été au lait', [' au lait']],
    ['[\\s\\u00a0]paid[.]', ['paid.']],
    ['[^\\0-}é]bc', ['bc']],
    ['a\\tbc', ['a\tbc']],
    ['a.b', undefined],
    ['\\d+', undefined],
    ['a', undefined],
  ];
  for (const [expression, literals] of texts) assert.deepEqual(requiredLiterals(expression), literals, expression);
});

test('of what it does not know, it says nothing', () => {
  for (const source of [
    '(?i)order',
    'abc(?i:d)',
    '(?s)abc',
    '\\Qabc\\E',
    '\\x41bcd',
    '\\u0041bcd',
    '\\p{L}abc',
    'abc{,3}',
    'abc{x',
    'abc]d',
    '[]abc]def',
    '[[:alpha:]]def',
    '(abc',
    'abc)',
    '(?=abc)d',
  ])
    assert.equal(requiredLiterals(source), undefined, source);
});

test('a long text is cut, so that the search takes steps that fit', () => {
  assert.deepEqual(requiredLiterals('a'.repeat(1000)), ['a'.repeat(64)]);
});

test('no match of a random expression is without one of its texts', () => {
  const random = seededRandom(20_261_120);
  const pick = <Value>(list: readonly Value[]) => list[Math.floor(random() * list.length)]!;
  const atom = (depth: number): string => {
    const kind = random();
    if (kind < 0.6 || depth > 3) return pick(['a', 'b', 'c', 'ab', 'bc', '\\.', '\\[', '-', 'é']);
    if (kind < 0.7) return pick(['.', '\\d', '\\w', '[ab]', '[^c]', '\\b', '[a\\]]', '\\s', '[b]', '[^é]']);
    return `${pick(['(', '(?:', '(?<g>'])}${expression(depth + 1)})`;
  };
  const part = (depth: number) =>
    atom(depth) + (random() < 0.3 ? pick(['?', '*', '+', '{2}', '{0,2}', '{1,}', '*?', '+?']) : '');
  const expression = (depth: number): string =>
    Array.from({ length: random() < 0.2 ? 2 : 1 }, () =>
      Array.from({ length: 1 + Math.floor(random() * 4) }, () => part(depth)).join(''),
    ).join('|');
  let checked = 0;
  for (let count = 0; count < 3000; count++) {
    const source = expression(0);
    const literals = requiredLiterals(source);
    const compiled = literals && compileExpression(source);
    if (!compiled?.ok) continue;
    for (let text = 0; text < 30; text++) {
      const line = Array.from({ length: 12 }, () => pick(['a', 'b', 'c', '.', '[', '-', 'é', '1', ' '])).join('');
      if (compiled.value.match(line) === undefined) continue;
      checked += 1;
      assert.ok(
        literals?.some(literal => line.includes(literal)),
        `${source} matches ${line}`,
      );
    }
  }
  assert.ok(checked > 1000, `${checked} matches`);
});
