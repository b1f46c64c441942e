import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RE2JS } from 're2js';
import { costOf } from '../../../../../../services/log-tailer/rules/expressions/direct/cost.ts';
import { directExpression } from '../../../../../../services/log-tailer/rules/expressions/direct/direct.ts';
import { parseDirect } from '../../../../../../services/log-tailer/rules/expressions/direct/parse.ts';
import { seededRandom } from '../../../../../support/seeded-random.ts';
import { stepsOf } from './backtracking.ts';

/** What RE2 finds: the groups of the first match. */
function byRe2(source: string, text: string) {
  const engine = RE2JS.compile(RE2JS.translateRegExp(source));
  const found = engine.exec(text) as RegExpExecArray | null;
  return found === null ? 'no match' : { ...found.groups };
}
const byJavaScript = (source: string, text: string) => {
  const found = directExpression(source)?.match(text) ?? 'too costly';
  return typeof found === 'object' ? { ...found } : found;
};

const request = '"(?<method>[A-Z]+) [^ ]+ HTTP/[^"]*" (?<status>\\d{3}) .* (?<time>[\\d.]+)$';

for (const [source, power, times] of [
  ['order (?<id>\\d+) paid', 0, 1],
  [request, 1, 1],
  ['.*a.*b', 2, 1],
  ['[a-z]+[a-z]{2,5}x', 1, 4],
  ['(?:a|ab)(?:c|bcd)?x', 0, 2],
  ['(?:GET|POST|PUT) /', 0, 3],
  ['(?:get|post) /', 0, 1],
  ['a*', 0, 1],
  ['took (?<ms>[\\d.]+) ?ms', 0, 1],
] as const)
  test(`${source} may be tried ${times} × length^${power} times from one place`, () =>
    assert.deepEqual(costOf(parseDirect(source) ?? []), { times, power }));

for (const source of [
  '(a+)+$',
  '(?:ab)*c',
  '(?i)error',
  '\\p{L}+',
  '(a|b){2}',
  'é',
  '\\é',
  '[^]',
  '[[:alpha:]]',
  '(?:a*)?b',
  '\\x41',
])
  test(`${source} is left to the other engine`, () => assert.equal(directExpression(source), undefined));

test('a text on which it might go back often is left to the other engine', () => {
  const expression = directExpression(request);
  const line = (fill: string) => `1.2.3.4 - "GET /${fill} HTTP/1.1" 200 512 "-" "curl" 0.123`;
  assert.deepEqual({ ...(expression?.match(line('a')) as object) }, { method: 'GET', status: '200', time: '0.123' });
  assert.equal(expression?.match('nothing of it'), 'no match');
  assert.equal(expression?.match(line('a'.repeat(4000))), 'too costly');
  assert.equal(expression?.match(line('" "GET'.repeat(60))), 'too costly');
});

for (const [source, text] of [
  ['a\\sb', 'a\u00a0b'],
  ['a.b', 'a\u2028b'],
  ['a.b', 'a😀b'],
  ['^.{3}$', 'a😀b'],
  ['[^x]{2}y', '😀😀y'],
  ['\\b[^a]', 'aé'],
  ['a\\Sb', 'a\u00a0b'],
  ['[\\s-]x', '-x'],
  ['[+--]x', ',x'],
  ['a$', 'a\n'],
] as const)
  test(`${source} means the same to both engines in ${JSON.stringify(text)}`, () =>
    assert.deepEqual(byJavaScript(source, text), byRe2(source, text)));

const atoms = ['a', 'b', ' ', '"', '.', '\\d', '\\w', '\\s', '[ab]', '[^a ]', '[^"]', '[0-9.]', '\\.', '7'];
const quantifiers = ['', '', '', '', '+', '*', '?', '+?', '*?', '??', '{2}', '{1,3}', '{1,2}?', '{2,}'];
const alphabet = ['a', 'a', 'b', ' ', '"', '7', '.', 'x'];

/** An expression with at most three named groups, and a text that it may match. */
function createCase(random: () => number) {
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]!;
  let named = 0;
  const item = (depth: number): string => {
    const choice = random();
    if (depth > 0 && choice < 0.2) {
      const name = named < 3 && random() < 0.7 ? `?<n${++named}>` : '?:';
      const alternatives = Array.from({ length: pick([1, 1, 2, 3]) }, () => sequence(depth - 1));
      return `(${name}${alternatives.join('|')})${pick(['', '', '?', '??'])}`;
    }
    if (choice < 0.25) return pick(['^', '$', '\\b', '\\B']);
    return pick(atoms) + pick(quantifiers);
  };
  const sequence = (depth: number): string =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, () => item(depth)).join('');
  const source = sequence(2);
  const one = pick(alphabet);
  const few = random() < 0.3;
  const text = Array.from({ length: Math.floor(random() * 24) }, () => (few ? one : pick(alphabet))).join('');
  return { source, text };
}

test('any expression finds in any text what RE2 finds', () => {
  const random = seededRandom(11);
  let found = 0;
  for (let index = 0; index < 6000; index++) {
    const { source, text } = createCase(random);
    const direct = byJavaScript(source, text);
    // What might be tried too often, or has an optional group that may be empty.
    if (direct === 'too costly') continue;
    assert.deepEqual(direct, byRe2(source, text), `${source} in ${JSON.stringify(text)}`);
    if (direct !== 'no match') found += 1;
  }
  assert.ok(found > 1000 && found < 5000, `${found} matched`);
});

test('an engine that goes back takes no more steps than it is given', () => {
  const random = seededRandom(12);
  let nearest = 0;
  for (let index = 0; index < 6000; index++) {
    const { source, text } = createCase(random);
    const parsed = parseDirect(source);
    if (parsed === undefined) continue;
    const { times, power } = costOf(parsed);
    const length = text.length + 1;
    // Besides characters that are passed, each part of the expression may be looked at in vain.
    const parts = source.length;
    const most = length * (2 * length + parts) * times * length ** power;
    const { steps } = stepsOf(parsed, text);
    nearest = Math.max(nearest, steps / most);
    assert.ok(steps <= most, `${source} took ${steps} of ${most} steps in ${JSON.stringify(text)}`);
  }
  assert.ok(nearest > 0.05, `the bound is far off: ${nearest}`);
});
