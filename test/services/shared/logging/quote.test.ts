import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quote } from '../../../../services/shared/logging/quote.ts';

test('text is quoted as JSON does', () => {
  assert.equal(quote('plain'), '"plain"');
  assert.equal(quote('say "hi" \\ grüße 日本'), '"say \\"hi\\" \\\\ grüße 日本"');
});

test('nothing that a terminal obeys goes through', () => {
  assert.equal(quote('a\u001b[2J\r\n\t\u0000'), '"a\\u001b[2J\\r\\n\\t\\u0000"');
  assert.equal(quote('\u007f\u009b\u0085'), '"\\u007f\\u009b\\u0085"');
});

test('nothing that reorders or hides text goes through', () => {
  assert.equal(quote('\u202eevil\u2066\u061c\u200f'), '"\\u202eevil\\u2066\\u061c\\u200f"');
  assert.equal(quote('\u2028\u2029\ufeff\u200b\u00ad\u2060'), '"\\u2028\\u2029\\ufeff\\u200b\\u00ad\\u2060"');
  assert.equal(quote('\u{e0041}'), '"\\udb40\\udc41"');
});

test('half a surrogate pair is escaped', () => assert.equal(quote('\ud83d'), '"\\ud83d"'));

test('a long text is cut', () => {
  assert.equal(quote('x'.repeat(200)), `"${'x'.repeat(200)}"`);
  assert.equal(quote('x'.repeat(201)), `"${'x'.repeat(200)}…"`);
});
