import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseOptions } from '../../../../services/shared/program/parse-options.ts';

const config = { options: { wait: { type: 'string' }, help: { type: 'boolean', default: false } } } as const;

test('the options that were given, and the defaults of the others', () => {
  const parsed = parseOptions(['--wait', '3'], config);
  assert.ok(parsed.ok);
  assert.deepEqual({ ...parsed.value.values }, { wait: '3', help: false });
});

test('what is wrong with a command line is told, not thrown', () => {
  for (const [argv, reason] of [
    [['--wiat', '3'], /'--wiat'/],
    [['--wait'], /'--wait <value>' argument missing/],
    [['file'], /'file'/],
  ] as const) {
    const parsed = parseOptions(argv, config);
    assert.ok(!parsed.ok);
    assert.match(parsed.reason, reason);
  }
});
