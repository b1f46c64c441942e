import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './options.ts';

const read = (...argv: string[]) => readOptions(argv, () => 7);

test('without options it is the long form, of all variants and sources', () => {
  assert.deepEqual(read(), {
    seed: 7,
    lines: 10_000_000,
    seconds: 400,
    kills: 50,
    signal: 'SIGKILL',
    variants: ['apart', 'standalone'],
    containers: true,
    only: undefined,
  });
  assert.equal(read('--help'), undefined);
});

test('sources are named as the table names them', () => {
  assert.deepEqual(read('--only', 'rename', '--only', 'short-2')?.only, ['rename', 'short-2']);
  assert.equal(read('--kills', '0')?.kills, 0);
});

for (const [argv, reason] of [
  [['--only', 'typo'], /^--only is typo, must be one of steady, rename, .*, gzip, short-1, .*short-4$/],
  [['--only', 'gzip', '--no-containers'], /^--only is gzip, must be one of steady, [^,]+(, [a-z-]+)*, compress$/],
  [['--lines', '0'], /^--lines is 0, must be a whole number from 1$/],
  [['--seconds', '0'], /^--seconds is 0, must be a whole number from 1$/],
  [['--kills', '1.5'], /^--kills is 1\.5, must be a whole number from 0$/],
  [['--variant', 'both'], /^--variant is both, must be apart or standalone$/],
  [['--signal', 'SIGHUP'], /^--signal is SIGHUP, must be SIGKILL or SIGTERM$/],
] as const)
  test(`refused: ${argv.join(' ')}`, () => {
    assert.throws(
      () => read(...argv),
      ({ message }: Error) => reason.test(message),
    );
  });
