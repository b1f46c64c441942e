import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tagText } from '../../../services/shared/tag-text.ts';

const cases: [string, string, string][] = [
  ['a plain name stays', 'nginx: worker', 'nginx: worker'],
  ['other scripts stay', 'größe 大', 'größe 大'],
  ['line feeds and escapes', 'a\nb\u001b[31m\u0000', 'a_b_[31m_'],
  ['C1 controls and marks of direction', 'a\u009bb\u202ec\u2028', 'a_b_c_'],
  ['no name', '', '_'],
];

for (const [what, name, text] of cases) test(what, () => assert.equal(tagText(name), text));

test('a long name is cut', () => assert.equal(tagText('x'.repeat(5000)).length, 200));
