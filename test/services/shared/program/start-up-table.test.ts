import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Part } from '../../../../services/shared/part.ts';
import { startUpTable } from '../../../../services/shared/program/start-up-table.ts';

const parts = (): Part[] => [
  { name: 'host logs', state: 'ok', detail: '12 files', remedy: 'never shown' },
  { name: 'containers', state: 'off', detail: 'no Docker engine', remedy: 'start Docker' },
];

test('says in a line each what is read, and what is not and what would change that', () => {
  assert.equal(
    startUpTable({ parts, address: () => 'http://localhost:8080' }),
    `
  host logs   ok    12 files
  containers  off   no Docker engine
                    → start Docker

Live at http://localhost:8080   (Ctrl-C stops it)
`,
  );
});

test('a program that serves pages says when there are none, and one that serves none says nothing of them', () => {
  assert.match(startUpTable({ parts, address: () => undefined }), /\nNo pages are served: see above\. /);
  assert.match(startUpTable({ parts }), /\nRunning {3}\(Ctrl-C stops it\)\n$/);
});
