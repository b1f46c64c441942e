import assert from 'node:assert/strict';
import { test } from 'node:test';
import { helpOf, readArguments } from '../../../../services/shared/program/arguments.ts';

test('reads the options', () => {
  assert.deepEqual(readArguments(['--config', 'a.yaml', '--check']), {
    ok: true,
    value: { config: 'a.yaml', check: true, healthFile: undefined, help: false },
  });
  assert.deepEqual(readArguments(['-h', '--health-file', '/tmp/health']), {
    ok: true,
    value: { config: undefined, check: false, healthFile: '/tmp/health', help: true },
  });
});

test('an option that npm kept to itself is not overlooked', () => {
  const outcome = readArguments([], { npm_config_check: 'true' });
  assert.ok(!outcome.ok && outcome.reason.includes('npm start -- --check'));
});

test('names an option that it does not know', () => {
  const outcome = readArguments(['--chekc']);
  assert.ok(!outcome.ok && outcome.reason.includes('--chekc'));
});

test('the help says how the program is started', () => {
  assert.match(
    helpOf({ summary: 'It counts.', command: 'npm start --' }),
    /^It counts\.\n\nusage: npm start -- \[OPTION/,
  );
});
