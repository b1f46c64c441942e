import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOf, textOf } from '../../../../../services/web/browser/chart/marks.ts';

const at = new Date(2026, 0, 5, 14, 3, 20).getTime();
const event = (title: string, tags: Record<string, string> = {}, text = '') => ({ time: at / 1000, title, text, tags });

test('the text of a mark says when, what, who and how it ended', () => {
  assert.equal(
    textOf(event('container die', { container: 'web', exit_code: '137' }), at),
    '14:03:20 container die: web, exit code 137',
  );
  assert.equal(textOf(event('deployed', {}, 'version 2'), at), '14:03:20 deployed\nversion 2');
});

test('an end is bad, unless it was as planned; a start is good', () => {
  assert.equal(kindOf(event('container die', { exit_code: '137' })), 'bad');
  assert.equal(kindOf(event('container die', { exit_code: '0' })), 'other');
  assert.equal(kindOf(event('container health_status: unhealthy')), 'bad');
  assert.equal(kindOf(event('container health_status: healthy')), 'good');
  assert.equal(kindOf(event('container start')), 'good');
  assert.equal(kindOf(event('deployed')), 'other');
});
