import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { JsonUnescaper } from '../../../../services/log-tailer/lines/json-unescape.ts';
import { viewed } from '../../../../services/log-tailer/lines/viewed-bytes.ts';

function unescapeText(text: string): string | undefined {
  const source = viewed(Buffer.from(text));
  const unescaper = new JsonUnescaper();
  const length = unescaper.unescape(source, 0, source.bytes.length);
  return length < 0 ? undefined : unescaper.bytes.toString('utf8', 0, length);
}

describe('JsonUnescaper', () => {
  const texts = [
    'plain',
    '',
    'quote " backslash \\ slash / controls \b\f\n\r\t\u0000\u001f',
    '<a href="x">&amp;</a>',
    'żółć € 😀',
    '\u2028\u2029',
  ];
  for (const text of texts)
    it(`reads ${JSON.stringify(text)} as JSON.parse does`, () => {
      const escaped = [...text]
        .map(c => [...Array(c.length).keys()].map(i => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''))
        .join('');
      assert.equal(unescapeText(JSON.stringify(text).slice(1, -1)), text);
      assert.equal(unescapeText(escaped), text);
    });

  it('finds an escape wherever it lies, in any of many strings of one buffer', () => {
    const unescaper = new JsonUnescaper();
    const texts = Array.from({ length: 40 }, (_, index) => `${'x'.repeat(index)}"${'é\n'.repeat(index % 7)}`);
    const escaped = texts.map(text => JSON.stringify(text).slice(1, -1));
    const source = viewed(Buffer.from(escaped.join('|')));
    let start = 0;
    for (const [index, text] of escaped.entries()) {
      const end = start + Buffer.byteLength(text);
      const length = unescaper.unescape(source, start, end);
      assert.equal(unescaper.bytes.toString('utf8', 0, length), texts[index]);
      start = end + 1;
    }
  });

  it('makes U+FFFD of half a surrogate pair', () => {
    assert.equal(unescapeText('a\\ud83d!\\ude00\\ud83d\\u0041'), 'a\ufffd!\ufffd\ufffdA');
  });

  it('knows every way of writing a hexadecimal digit', () => assert.equal(unescapeText('\\u00eB\\u00Eb'), 'ëë'));

  for (const text of ['\\', 'a\\x', '\\u12', '\\u12g4', '\\u'])
    it(`refuses ${text}`, () => assert.equal(unescapeText(text), undefined));
});
