import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readToken } from '../../../../../services/shared/store/influxdb/token.ts';
import { scratchUntilExit } from '../../../../support/scratch.ts';

const directory = scratchUntilExit();

const inFile = async (text: string) => {
  const path = join(directory, 'token');
  await writeFile(path, text);
  return path;
};

test('a token comes from the configuration or, without the line break, from a file', async () => {
  assert.deepEqual(await readToken({ token: 'abc==' }), { ok: true, value: 'abc==' });
  assert.deepEqual(await readToken({ token_file: await inFile('abc==\n') }), { ok: true, value: 'abc==' });
});

test('no token, an empty one, or a file that cannot be read is told by the key', async () => {
  const reasonOf = async (keys: Parameters<typeof readToken>[0]) => {
    const token = await readToken(keys);
    return token.ok ? undefined : token.reason;
  };
  assert.equal(
    await reasonOf({}),
    'store.influxdb needs a token: set store.influxdb.token_file or store.influxdb.token',
  );
  assert.equal(await reasonOf({ token: ' ' }), 'store.influxdb.token is empty');
  const path = await inFile(' \n');
  assert.equal(await reasonOf({ token_file: path }), `store.influxdb.token_file (${path}) is empty`);
  const gone = join(directory, 'gone');
  assert.equal(await reasonOf({ token_file: gone }), `store.influxdb.token_file (${gone}) cannot be read: ENOENT`);
  assert.equal(
    await reasonOf({ token_file: directory }),
    `store.influxdb.token_file (${directory}) cannot be read: EISDIR`,
  );
});

test('a token that cannot go into a header is refused without showing it', async () => {
  assert.deepEqual(await readToken({ token: 'secret\nX-Evil: 1' }), {
    ok: false,
    reason: 'store.influxdb.token holds more than one word of plain ASCII',
  });
});

test('a token that is written later, or changes, is the one that the next request brings', async () => {
  const path = await inFile('');
  assert.equal((await readToken({ token_file: path })).ok, false);
  for (const token of ['first', 'second']) {
    await writeFile(path, token);
    assert.deepEqual(await readToken({ token_file: path }), { ok: true, value: token });
  }
});
