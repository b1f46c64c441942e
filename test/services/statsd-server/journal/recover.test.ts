import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type JournalHead,
  type JournalState,
  journalRecord,
} from '../../../../services/statsd-server/journal/journal-records.ts';
import { recoverJournal } from '../../../../services/statsd-server/journal/recover.ts';

const running = { start: 0, length: 10_000 };
const batch = (sequence: number, client = 'a', number = sequence): JournalHead => ({
  batch: { sequence, client, number, at: sequence, running },
});
const flush = (mark: number, points?: number, events?: number): JournalHead => ({
  flush: { points, events, marks: { events: mark, series: [[0, mark]] }, lateSecond: 100 + mark },
});
const state = (change: Partial<JournalState> = {}): JournalState => ({
  clients: [],
  marks: { events: 0, series: [[0, 0]] },
  open: [],
  lateSecond: 0,
  ...change,
});

/** What these records say, each with lines that name it; segments begin where there is a state. */
function recover(heads: readonly JournalHead[], kept: readonly number[] = []) {
  const records = heads.map(head => ({
    segment: 1,
    payload: Buffer.concat(
      journalRecord(head, Buffer.from('batch' in head ? `${head.batch.sequence}` : '')).map(part => Buffer.from(part)),
    ),
  }));
  const { batches, ...rest } = recoverJournal(records, new Set(kept));
  return { ...rest, batches: batches.map(({ lines }) => String(lines)) };
}
const covers = (events: number, series: number) => ({ events, series: [[0, series]] });

test('of nothing nothing is known', () => {
  assert.deepEqual(recover([]), { clients: [], marks: covers(0, 0), lateSecond: 0, sequence: 0, batches: [] });
});

test('a batch that no flush had is to be applied again, and so is one whose flush is not in the outbox', () => {
  const heads = [{ ...batch(1), state: state() }, batch(2), flush(2, 1), batch(3)];
  assert.deepEqual(recover(heads), {
    clients: [['a', 3, 3]],
    marks: covers(2, 0),
    lateSecond: 102,
    sequence: 3,
    batches: ['1', '2', '3'],
  });
});

test('one whose flush is in the outbox is not, whether that was noted or its file is there', () => {
  const heads = [{ ...batch(1), state: state() }, batch(2), flush(2, 1), batch(3)];
  for (const found of [recover([...heads, { settled: 1 }]), recover(heads, [1])]) {
    assert.deepEqual([found.marks, found.batches], [covers(2, 2), ['3']]);
  }
});

test('while an entry of the one kind is missing, a batch is to be applied again for that', () => {
  const { marks, batches } = recover([{ ...batch(1), state: state() }, flush(1, 1, 2)], [2]);
  assert.deepEqual([marks, batches], [covers(1, 0), ['1']]);
});

test('the state at the begin of a segment stands for what was before it', () => {
  const open = [{ points: 7, events: undefined, marks: { events: 5, series: [[0, 5]] }, lateSecond: 50 }] as const;
  const begun = state({ clients: [['a', 4, 1]], marks: { events: 4, series: [[0, 4]] }, open, lateSecond: 60 });
  const found = recover([{ ...batch(6, 'b', 1), state: begun }, { settled: 7 }]);
  assert.deepEqual(found, {
    clients: [
      ['a', 4, 1],
      ['b', 1, 6],
    ],
    marks: covers(5, 5),
    lateSecond: 60,
    sequence: 6,
    batches: ['6'],
  });
});

test('flushes that the run before left open are not those of this one, though entries bear the same numbers', () => {
  const heads = [{ ...batch(1), state: state() }, flush(1, 1), { settled: 0, state: state() }, { settled: 1 }];
  assert.deepEqual(recover(heads).batches, ['1']);
});

test('the sequence goes on behind all that is covered, though the segments of those batches are gone', () => {
  const begun = state({ open: [], marks: { events: 2, series: [[0, 2]] } });
  const { sequence, marks } = recover([{ settled: 0, state: begun }, flush(9, 3), { settled: 3 }]);
  assert.deepEqual([sequence, marks], [9, covers(9, 9)]);
});

test('clients are told in the order in which they were heard of', () => {
  const begun = state({
    clients: [
      ['a', 1, 1],
      ['b', 1, 2],
    ],
  });
  assert.deepEqual(
    recover([{ ...batch(3, 'a', 2), state: begun }]).clients.map(([client]) => client),
    ['b', 'a'],
  );
});

test('a record that is none is left out', () => {
  const record = { segment: 1, payload: Buffer.from('{}') };
  assert.deepEqual(
    recoverJournal(
      [
        { segment: 1, payload: Buffer.from('no json\n') },
        { ...record, payload: Buffer.alloc(0) },
      ],
      new Set(),
    ).batches,
    [],
  );
});
