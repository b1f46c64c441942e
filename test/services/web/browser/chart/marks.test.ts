import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOf, marksOf, textOf } from '../../../../../services/web/browser/chart/marks.ts';

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

test('an event that says its level looks like that', () => {
  const kinds = ['error', 'critical', 'warning', 'success', 'ok', 'info', 'unknown', 'of a client'].map(level =>
    kindOf(event('container start', { level })),
  );
  assert.deepEqual(kinds, ['bad', 'bad', 'warn', 'good', 'good', 'other', 'other', 'other']);
  assert.equal(
    textOf(event('database', { level: 'critical' }, 'timed out'), at),
    '14:03:20 database: critical\ntimed out',
  );
});

const span = { from: at - 100_000, to: at, firstWindow: at - 100_000, end: at, step: 10_000 };
const ago = (seconds: number, title: string) => ({ ...event(title), time: at / 1000 - seconds });

test('an event is a mark at its time, none outside the chart', () => {
  const events = [ago(101, 'early'), ago(75, 'container start'), ago(-1, 'late')];
  assert.deepEqual(marksOf(events, span, 500), [{ left: 25, kind: 'good', text: '14:02:05 container start' }]);
});

test('marks that would touch are one of the kind that matters most, and it says how many there are', () => {
  const events = [ago(50, 'container start'), ago(49, 'container die'), ago(48, 'deployed'), ago(20, 'deployed')];
  assert.deepEqual(marksOf(events, span, 500), [
    { left: 50, kind: 'bad', text: '2 events\n14:02:30 container start\n14:02:31 container die' },
    { left: 52, kind: 'other', text: '14:02:32 deployed' },
    { left: 80, kind: 'other', text: '14:03:00 deployed' },
  ]);
  assert.deepEqual(
    marksOf(events, span, 2000).map(({ left }) => left),
    [50, 51, 52, 80],
  );
});

test('a hundred events at once are one mark, with the texts of the first', () => {
  const [mark, ...others] = marksOf(new Array(100).fill(ago(50, 'deployed')), span, 500);
  assert.equal(others.length, 0);
  const lines = mark!.text.split('\n');
  assert.deepEqual([lines[0], lines.length, lines.at(-1)], ['100 events', 10, 'and 92 more']);
});

test('many events are no more than two dozen marks, and none is lost', () => {
  const events = Array.from({ length: 100 }, (_, index) => ago(99.5 - index, 'deployed'));
  const marks = marksOf(events, span, 1000);
  assert.ok(marks.length <= 24, `${marks.length} marks`);
  const counts = marks.map(({ text }) => Number(/^(\d+) events/.exec(text)?.[1] ?? 1));
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    100,
  );
});
