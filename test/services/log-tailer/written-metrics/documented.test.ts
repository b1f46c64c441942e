import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readWritten } from './reading.ts';

const page = readFileSync(new URL('../../../../docs/log-format.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/## ([^\n]+)\n(?:(?!\n## ).)*?```log\n(.*?)```\s+```metrics\n(.*?)```/gs)];

test('docs/log-format.md has an example of each format', () => {
  assert.deepEqual(
    examples.map(([, title]) => title),
    ['StatsD', 'l2met', 'Embedded metric format'],
  );
});

for (const [, title, log = '', metrics = ''] of examples) {
  test(`docs/log-format.md: ${title}`, () => {
    assert.deepEqual(readWritten(...log.trimEnd().split('\n')), metrics.trimEnd().split('\n'));
  });
}
