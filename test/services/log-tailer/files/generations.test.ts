import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isGenerationName, possibleOwners } from '../../../../services/log-tailer/files/generations.ts';

describe('isGenerationName', () => {
  for (const name of [
    'app.log.1',
    'app.log.2.gz',
    'app.log-20261120',
    'app.1.log',
    'app-2026-11-20.log.gz',
    'app.log.old',
  ])
    it(`takes ${name} for a file of app.log`, () => {
      assert.ok(isGenerationName('app.log', name));
      assert.ok(possibleOwners(name).has('app.log'));
    });

  for (const [own, name] of [
    ['app.log', 'app.log'],
    ['app1.log', 'app12.log'],
    ['app.log', 'application.log'],
    ['app.log', 'app-worker.log'],
  ] as const)
    it(`does not take ${name} for one of ${own}`, () => assert.ok(!isGenerationName(own, name)));
});
