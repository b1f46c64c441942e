import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  classSource,
  isPrecise,
} from '../../../../../../services/log-tailer/rules/expressions/syntax/character-set.ts';
import type { Alternatives, Item } from '../../../../../../services/log-tailer/rules/expressions/syntax/item.ts';
import { parseExpression } from '../../../../../../services/log-tailer/rules/expressions/syntax/parse.ts';

/** The tree on one line: sets as classes, everything with how often it is there. */
const shown = (alternatives: Alternatives): string =>
  alternatives.map(items => items.map(shownItem).join(' ')).join(' | ');

function shownItem(item: Item): string {
  if (item.kind === 'place') return item.source;
  const times = `${item.least}-${item.most}${item.lazy ? '?' : ''}`;
  if (item.kind === 'repeated') return `${classSource(item.set)}×${times}`;
  return `${item.name ?? ''}(${shown(item.alternatives)})×${times}`;
}

test('an expression is read into its alternatives, and these into their parts', () => {
  const trees: readonly (readonly [source: string, tree: string])[] = [
    ['', ''],
    ['a|', '[\\x61]×1-1 | '],
    ['a?b*?c+', '[\\x61]×0-1 [\\x62]×0-Infinity? [\\x63]×1-Infinity'],
    ['a{2}b{2,}c{2,5}?', '[\\x61]×2-2 [\\x62]×2-Infinity [\\x63]×2-5?'],
    ['^a\\b$', '^ [\\x61]×1-1 \\b $'],
    ['\\.\\n\\d', '[\\x2e]×1-1 [\\x0a]×1-1 [\\x30-\\x39]×1-1'],
    ['[a-c\\]-]', '[\\x2d\\x5d\\x61-\\x63]×1-1'],
    ['[^\\t-~]', '[\\x00-\\x08\\x7f\\u{80}-\\u{10ffff}]×1-1'],
    [
      '(?:a|b)(?<x>c)+(?P<y>)?(d)',
      '([\\x61]×1-1 | [\\x62]×1-1)×1-1 x([\\x63]×1-1)×1-Infinity y()×0-1 ([\\x64]×1-1)×1-1',
    ],
  ];
  for (const [source, tree] of trees) assert.equal(shown(parseExpression(source) ?? []), tree, source);
});

test('what stands for characters that are not told one by one is a set that says so', () => {
  for (const source of ['é', '[é]', '[^é]', '[à-ü]', '[\\s\\u00a0]', '[\\x00-\\x1f]', '[\\p{L}]', '[\\d-x]']) {
    const [item] = parseExpression(source)?.[0] ?? [];
    assert.ok(item?.kind === 'repeated' && !isPrecise(item.set), source);
  }
});

test('of what it does not know it reads nothing', () => {
  for (const source of [
    ...['(?i)a', '(?=a)', '(?s:a)', '(a', 'a)', 'a**', '\\b+', 'a{,3}', 'a{x', ']', '[]a]', '[^]', '[[:alpha:]]', '[a'],
    ...['\\x41', '\\u0041', '\\1', '\\k<a>', '\\p{L}', '\\Qa\\E', '\\'],
  ])
    assert.equal(parseExpression(source), undefined, source);
});
