import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { generatedFiles } from '../../tools/generated-files.ts';

for (const { url, text } of generatedFiles())
  test(`${basename(url.pathname)} is as what it is made from has it`, () => {
    assert.equal(readFileSync(url, 'utf8'), text, 'run `npm run generate`');
  });
