import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hyperLogLogNumbers } from '../../../../services/statsd-server/aggregation/hyperloglog.ts';
import { createRoom } from '../../../../services/statsd-server/aggregation/room.ts';
import { createSet } from '../../../../services/statsd-server/aggregation/set.ts';
import { addMembers, aggregationOptions, near, upTo } from './support.ts';

const hashKey = { low: 1, high: 2 };

/** A set, with what it told of. */
function set(...args: Parameters<typeof aggregationOptions>) {
  const { options, told } = aggregationOptions(...args);
  return { set: createSet({ ...options, hashKey }), told };
}

const users = (count: number) => upTo(count).map(number => `user-${number}`);

test('a set counts different values, for each interval anew', () => {
  const { set: made } = set();
  addMembers(made, ['alice', 'bob', 'alice', '__proto__', 'Alice', '']);
  assert.deepEqual(made.flush(), { value: 5 });
  assert.equal(made.flush(), undefined);
  addMembers(made, ['alice']);
  assert.deepEqual(made.flush(), { value: 1 });
  assert.deepEqual(made.zero(), { value: 0 });
});

test('values of any length and any bytes are told apart', () => {
  const { set: made } = set();
  for (const end of ['a', 'b', 'a', 'ü']) addMembers(made, [`${'x'.repeat(5000)}${end}`]);
  assert.deepEqual(made.flush(), { value: 3 });
});

test('up to the bound the number is exact, however often each comes', () => {
  const { set: made, told } = set();
  addMembers(made, [...users(10_000), ...users(10_000)]);
  assert.equal(told.estimated, 0);
  assert.deepEqual(made.flush(), { value: 10_000 });
});

test('one more makes it an estimate with all members in it, until the flush', () => {
  const { set: made, told } = set();
  addMembers(made, users(10_001));
  assert.equal(told.estimated, 1);
  const value = made.flush()?.value;
  assert.ok(Number.isInteger(value) && value! > 10_000 && near(value, 10_001, 0.0325));
  addMembers(made, users(50_000));
  addMembers(made, users(50_000));
  assert.equal(told.estimated, 2);
  assert.ok(near(made.flush()?.value, 50_000, 0.0325));
  addMembers(made, users(3));
  assert.deepEqual(made.flush(), { value: 3 });
});

test('all sets share one room: what finds none is not counted, and told', () => {
  const setRoom = createRoom(8);
  const [first, second] = [set({ setRoom }), set({ setRoom })];
  addMembers(first.set, users(12));
  addMembers(second.set, [...users(8), ...users(8)]);
  assert.deepEqual([first.told.overflow, second.told.overflow], [0, 4]);
  assert.deepEqual([first.set.flush(), second.set.flush()], [{ value: 12 }, { value: 6 }]);
  addMembers(second.set, users(12));
  assert.deepEqual(second.set.flush(), { value: 12 });
  assert.ok(setRoom.take(8));
});

test('without room for more members a large set becomes an estimate, which takes less', () => {
  const total = 4096 - 8;
  const setRoom = createRoom(total);
  const { set: made, told } = set({ setRoom });
  addMembers(made, users(9000));
  assert.deepEqual(told, { sketched: 0, coarser: 0, estimated: 1, overflow: 0 });
  assert.equal(setRoom.take(total - hyperLogLogNumbers + 1), false);
  assert.ok(near(made.flush()?.value, 9000, 0.0325));
  assert.ok(setRoom.take(total));
});

test('a series that is deleted gives its room back, and begins anew', () => {
  const setRoom = createRoom(5000);
  const { set: made } = set({ setRoom, exactValues: () => 100 });
  for (const count of [50, 500]) {
    addMembers(made, users(count));
    made.discard();
    assert.equal(made.flush(), undefined);
  }
  assert.ok(setRoom.take(5000));
});
