import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFields } from '../../../../services/shared/kernel/fields.ts';

test('names and numbers, with or without a colon and a unit', () => {
  assert.deepEqual(
    [...parseFields('MemTotal:       16384000 kB\nActive(anon):    2048 kB\nHugePages_Free:     0\n')],
    [
      ['MemTotal', 16384000],
      ['Active(anon)', 2048],
      ['HugePages_Free', 0],
    ],
  );
  assert.deepEqual(
    [...parseFields('pgfault 6923984\npgmajfault 1424\n')],
    [
      ['pgfault', 6923984],
      ['pgmajfault', 1424],
    ],
  );
});

test('lines of another kind are passed over', () => {
  assert.deepEqual([...parseFields('\nno number\nonly\nname 1\n')], [['name', 1]]);
});
