import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { planSegments, type Reach } from '../../../../services/shared/store/plan.ts';

const minute = 60_000;

/** Minutes up to which windows are rolled up, and from which points are kept. */
const reach = (rolled: [number, number], kept: [number, number, number]): Reach => ({
  rolled: { raw: Number.POSITIVE_INFINITY, '1m': rolled[0] * minute, '10m': rolled[1] * minute },
  kept: { raw: kept[0] * minute, '1m': kept[1] * minute, '10m': kept[2] * minute },
});

/** The plan of a query, in minutes: `10m 0-20, raw 20-25`. */
const plan = (state: Reach, from: number, to: number, step: number) =>
  planSegments(state, { from: from * minute, to: to * minute }, step * minute)
    .map(segment => `${segment.resolution.name} ${segment.from / minute}-${segment.to / minute}`)
    .join(', ');

describe('what a query reads', () => {
  const whole = reach([117, 110], [0, 0, 0]);
  const aged = reach([117, 110], [60, 30, 0]);
  const cases: [title: string, state: Reach, from: number, to: number, step: number, expected: string][] = [
    ['raw points, when nothing is rolled up', reach([0, 0], [0, 0, 0]), 0, 60, 10, 'raw 0-60'],
    ['raw points, for windows of less than a minute', whole, 0, 120, 0.5, 'raw 0-120'],
    ['minutes, for windows of whole minutes', whole, 0, 100, 5, '1m 0-100'],
    ['ten minutes, for windows of those', whole, 0, 100, 20, '10m 0-100'],
    ['finer ones for what is not rolled up yet', whole, 0, 120, 10, '10m 0-110, 1m 110-117, raw 117-120'],
    ['finer ones for the part of a window before `to`', whole, 0, 95.5, 10, '10m 0-90, 1m 90-95, raw 95-95.5'],
    ['only raw points, when the range begins after all roll-ups', whole, 118, 120, 1, 'raw 118-120'],
    ['the finest that reaches back to `from`', aged, 30, 120, 0.5, '1m 30-117, raw 117-120'],
    ['the coarsest, when only that reaches back', aged, 0, 120, 1, '10m 0-110, 1m 110-117, raw 117-120'],
    ['a coarse window as a whole, when nothing finer is left of it', aged, 0, 25, 1, '10m 0-25'],
    ['minutes of a window of which raw points are gone', aged, 0, 35.5, 10, '10m 0-30, 1m 30-35.5'],
    [
      'what reaches back farthest, when `from` is before all',
      reach([117, 110], [60, 30, 10]),
      0,
      120,
      0.5,
      '10m 0-110, 1m 110-117, raw 117-120',
    ],
    [
      'roll-ups of what nothing finer is left of, done or not',
      reach([10, 10], [60.5, 30, 0]),
      0,
      120,
      1,
      '10m 0-30, 1m 30-61, raw 61-120',
    ],
    ['nothing, for an empty range', whole, 50, 50, 1, ''],
  ];
  for (const [title, state, from, to, step, expected] of cases) {
    test(title, () => assert.equal(plan(state, from, to, step), expected));
  }
});
