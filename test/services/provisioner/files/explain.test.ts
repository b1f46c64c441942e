import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainFileError } from '../../../../services/provisioner/files/explain.ts';

const explained: [code: string, text: string][] = [
  [
    'ENOSPC',
    'no space is left for /f (ENOSPC): free some (docker system df shows what Docker holds), then docker compose up -d',
  ],
  ['EROFS', '/f is read-only (EROFS): mount its volume so that the provisioner can write to it'],
  [
    'EACCES',
    "/f is out of bounds (EACCES): the provisioner must be root with the capabilities CHOWN and DAC_READ_SEARCH, and the directory root's",
  ],
  ['EISDIR', '/f is a directory where a file should be: remove it'],
  ['EIO', '/f cannot be used (EIO)'],
];
for (const [code, text] of explained)
  test(`${code} is told with what to change`, () => {
    assert.equal(explainFileError('/f', Object.assign(new Error('x'), { code })), text);
  });

test('a mistake in the code is none of the file system', () => {
  assert.throws(() => explainFileError('/f', new TypeError('oops')), { message: 'oops' });
});
