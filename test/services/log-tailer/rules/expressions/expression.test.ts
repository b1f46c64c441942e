import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileExpression } from '../../../../../services/log-tailer/rules/expressions/expression.ts';

function compiled(source: string) {
  const expression = compileExpression(source);
  assert.ok(expression.ok, `${source}: ${!expression.ok && expression.reason}`);
  return expression.value;
}

test('named groups of the first match are read', () => {
  const { groups, match } = compiled('user=(?<user>\\w+)(?: took (?<ms>\\d+) ms)?');
  assert.deepEqual(groups, ['user', 'ms']);
  assert.deepEqual({ ...match('a user=bob took 12 ms user=eve') }, { user: 'bob', ms: '12' });
  assert.deepEqual({ ...match('user=bob') }, { user: 'bob', ms: undefined });
  assert.equal(match('nobody took 12 ms'), undefined);
});

test('(?i) at the beginning takes upper and lower case alike', () => {
  const { match } = compiled('(?i)out of (?<what>memory)');
  assert.deepEqual({ ...match('kernel: Out Of MEMORY: killed') }, { what: 'MEMORY' });
});

test('it finds what the engine of JavaScript finds', () => {
  const sources = [
    'a|b(?<x>c)?d',
    '(?<x>error|warn(?:ing)?) (?<y>\\d+)',
    '(?:prefix-)?(?<x>[a-f]+)z*!',
    '\\[(?<x>[^\\]]+)\\] (?<y>.*?)(?: |$)',
    '^(?<x>\\S+) - (?<y>.+)$',
    '(?<x>\\d+(?:\\.\\d+)?)s\\b',
    'price\\$(?<x>\\d{1,3})\\/item\\.',
    '(?<x>a{2,3})(?<y>a*)',
    '(?<x>\\u00e9t\\xe9)',
    '(?<x>[\\w.-]+)@(?<y>[\\w-]+\\.\\w+)',
    '\\bGET (?<x>[^?" ]*)',
  ];
  const texts = [
    'acd bd bcd',
    'an error 12 and warning 13s',
    'prefix-abcz! deadbeef!',
    '[main] took 1.25s [x]',
    'one - two - three',
    'price$12/item. price$/item.',
    'aaaaaaa',
    'un été à paris',
    'mail bob.b-c@example.com now',
    '"GET /a/b?c=d HTTP/1.1"',
    'nothing of the kind',
    'ERROR 12 PREFIX-',
  ];
  for (const source of sources) {
    const { match } = compiled(source);
    for (const text of texts) {
      const expected = new RegExp(source).exec(text);
      const found = match(text);
      assert.deepEqual(found && { ...found }, expected ? { ...expected.groups } : undefined, `${source} on ${text}`);
    }
  }
});

test('what stalls a backtracking engine does not stall this one', () => {
  const sources = [
    '(a+)+\\?$',
    '(a|a)*c$',
    '(a|aa)+c$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '\\s+x',
    '(.*)(.*)(.*)x$',
    '((a*)*)*c',
    '(\\w+\\s?)+\\?$',
    '(a|b)*a(a|b){12}c',
  ];
  const texts = [`${'a'.repeat(8191)}!`, `x${' '.repeat(8190)}y`, 'ab'.repeat(4096)];
  // Backtracking, this takes from minutes to longer than the world has stood; here it comes to an end.
  const found = sources.map(source => texts.map(text => compiled(source).match(text) !== undefined));
  assert.deepEqual(found.flat().filter(Boolean), []);
});

test('every expression that is known to stall others is refused, or small enough to be read in time', () => {
  const refusal = (source: string) => {
    const expression = compileExpression(source);
    if (!expression.ok) return expression.reason;
    // Each character costs one step for an instruction at most, and never is one read again.
    assert.ok(expression.value.size <= 300, `${source}: ${expression.value.size}`);
    return 'allowed';
  };
  const known: readonly (readonly [source: string, refusal: string])[] = [
    ['(a+)+$', 'allowed'],
    ['(a|aa)+$', 'allowed'],
    ['(a|a?)+$', 'matches the empty text, and so every line'],
    ['(.*)*x', 'allowed'],
    ['(.*a){20}', 'allowed'],
    ['(x+x+)+y', 'allowed'],
    ['([a-zA-Z]+)*$', 'matches the empty text, and so every line'],
    ['^(a?){25}a{25}$', 'allowed'],
    ['^(a?){500}a{500}$', 'too large: it compiles to about 3502 instructions, at most 300 are allowed'],
    ['(((a{1,9}){1,9}){1,9}){1,9}', 'too large: it compiles to about 15579 instructions, at most 300 are allowed'],
    [
      '((a{0,1000}){0,1000}){1,1000}',
      'too large: it compiles to about 2003003000 instructions, at most 300 are allowed',
    ],
    ['^(\\w+\\s?)*\\?$', 'allowed'],
    ['(\\d+)*\\.(\\d+)*[eE]', 'allowed'],
    [
      '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$',
      'allowed',
    ],
    ['(?=(a+))\\1b', 'invalid or unsupported Perl syntax: `(?=`'],
  ];
  for (const [source, expected] of known) assert.equal(refusal(source), expected, source);
});

test('refused with the reason', () => {
  const reason = (source: string) => {
    const expression = compileExpression(source);
    return expression.ok ? undefined : expression.reason;
  };
  assert.equal(reason('(a'), 'missing closing ): `(a`');
  assert.equal(reason('a++'), 'invalid nested repetition operator: `++`');
  assert.equal(reason('a(?=b)'), 'invalid or unsupported Perl syntax: `(?=`');
  assert.equal(reason('(?<!a)b'), 'invalid named capture: `(?<!a)b`');
  assert.equal(reason('(a)\\1'), 'invalid escape sequence: `\\1`');
  assert.equal(reason('(?<x>a)(?<x>b)'), 'duplicate capture group name: `x`');
  for (const source of ['a*', '^', '$', '(?<x>.*)', 'a|', '()', '(?:a?b?)*']) {
    assert.equal(reason(source), 'matches the empty text, and so every line', source);
  }
  assert.equal(reason('(?:a?){400}a{400}'), 'too large: it compiles to 1202 instructions, at most 300 are allowed');
});

test('named backreferences are refused, an escaped backslash before a k is not', () => {
  for (const source of ['(?<a>x)\\k<a>', '\\k', 'a\\\\\\k<a>'])
    assert.deepEqual(compileExpression(source), { ok: false, reason: 'backreferences (`\\k`) are not possible' });
  assert.deepEqual({ ...compiled('C:\\\\k(?<n>\\d)').match('C:\\k1') }, { n: '1' });
});

test('quotations are refused: JavaScript takes them for letters, the engine everything in them', () => {
  assert.deepEqual(compileExpression('\\Q[\\E(?:ab){9}\\Q]\\E'), {
    ok: false,
    reason: 'quotations (`\\Q`) are not possible',
  });
  assert.ok(compileExpression('a\\\\Q').ok);
});
