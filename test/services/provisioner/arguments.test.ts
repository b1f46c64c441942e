import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments } from '../../../services/provisioner/arguments.ts';

test('options, and what holds without them', () => {
  assert.deepEqual(readArguments([]), {
    ok: true,
    value: { config: undefined, dryRun: false, help: false, root: '/provision' },
  });
  assert.deepEqual(readArguments(['--dry-run', '--config', 'a.yaml', '--root', '/r', '--help']), {
    ok: true,
    value: { config: 'a.yaml', dryRun: true, help: true, root: '/r' },
  });
});

test('an unknown option is refused by its name', () => {
  const read = readArguments(['--dryrun']);
  assert.ok(!read.ok && read.reason.includes("'--dryrun'"));
});
