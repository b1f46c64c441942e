import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startUpTable } from '../../../services/standalone/start-up-table.ts';

test('says in a line each what is read, and what is not and what would change that', () => {
  const table = startUpTable(
    [
      { name: 'host logs', state: 'ok', detail: '12 files', remedy: 'never shown' },
      { name: 'containers', state: 'off', detail: 'no Docker engine', remedy: 'start Docker' },
    ],
    'http://localhost:8080',
  );
  assert.equal(
    table,
    `
  host logs   ok    12 files
  containers  off   no Docker engine
                    → start Docker

Live at http://localhost:8080   (Ctrl-C stops it)
`,
  );
});
