import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visibleText } from '../../../../services/web/browser/visible-text.ts';

test('what would not be seen is spelled out', () => {
  for (const [text, shown] of [
    ['\u001b[31mred\u001b[0m', '␛[31mred␛[0m'],
    ['a\u0000b\r\n\u007f', 'a␀b␍␊␡'],
    ['a\u0085b', 'a<U+0085>b'],
    ['user\u202egnp.exe', 'user<U+202E>gnp.exe'],
    ['\u2066a\u2069\u200bb\ufeff', '<U+2066>a<U+2069><U+200B>b<U+FEFF>'],
    ['tabs\tstay, äöü 漢字 🌊 too', 'tabs\tstay, äöü 漢字 🌊 too'],
  ])
    assert.equal(visibleText(text!), shown);
});
