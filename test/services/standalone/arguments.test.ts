import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments } from '../../../services/standalone/arguments.ts';

test('reads the options', () => {
  assert.deepEqual(readArguments(['--config', 'a.yaml', '--check']), {
    ok: true,
    value: { config: 'a.yaml', check: true, help: false },
  });
  assert.deepEqual(readArguments(['-h']), { ok: true, value: { config: undefined, check: false, help: true } });
});

test('an option that npm kept to itself is not overlooked', () => {
  const outcome = readArguments([], { npm_config_check: 'true' });
  assert.ok(!outcome.ok && outcome.reason.includes('npm start -- --check'));
});

test('names an option that it does not know', () => {
  const outcome = readArguments(['--chekc']);
  assert.ok(!outcome.ok && outcome.reason.includes('--chekc'));
});
