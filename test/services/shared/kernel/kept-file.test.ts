import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createKeptFile } from '../../../../services/shared/kernel/kept-file.ts';
import { scratchUntilExit } from '../../../support/scratch.ts';

const directory = scratchUntilExit();
const skip = existsSync('/proc/self/stat') ? false : 'no /proc: only Linux has it';

test('each read gives the text as of now', () => {
  const path = join(directory, 'changing');
  writeFileSync(path, 'a longer text');
  const file = createKeptFile(path);
  assert.equal(file.read(), 'a longer text');
  writeFileSync(path, 'ä');
  assert.equal(file.read(), 'ä');
  writeFileSync(path, '');
  assert.equal(file.read(), '');
  file.close();
});

test('a text of any length', () => {
  const path = join(directory, 'long');
  const text = '0123456789'.repeat(50_000);
  writeFileSync(path, text);
  const file = createKeptFile(path);
  assert.equal(file.read(), text);
  file.close();
});

test('a file that is not there gives undefined and the reason, until it is', () => {
  const path = join(directory, 'late');
  const file = createKeptFile(path);
  assert.equal(file.read(), undefined);
  assert.equal(file.error, 'ENOENT');
  writeFileSync(path, 'there');
  assert.equal(file.read(), 'there');
  assert.equal(file.error, undefined);
  file.close();
});

test('what cannot be read gives undefined and the reason', () => {
  const file = createKeptFile(directory);
  assert.equal(file.read(), undefined);
  assert.equal(file.error, 'EISDIR');
});

test('the descriptor is kept, and let go of by close()', { skip }, () => {
  const path = join(directory, 'kept');
  writeFileSync(path, 'text');
  const descriptors = () => readdirSync('/proc/self/fd').length;
  const before = descriptors();
  const file = createKeptFile(path);
  file.read();
  file.read();
  assert.equal(descriptors(), before + 1);
  file.close();
  file.close();
  assert.equal(descriptors(), before);
});

test('a descriptor gone stale is opened anew: a link to a process that ends, then to another', { skip }, async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const link = join(directory, 'link');
  symlinkSync(`/proc/${child.pid}/stat`, link);
  const file = createKeptFile(link);
  assert.ok(file.read()?.startsWith(`${child.pid} `));
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(file.read(), undefined);
  assert.equal(file.error, 'ENOENT');

  const first = createKeptFile(link);
  unlinkSync(link);
  symlinkSync('/proc/self/stat', link);
  assert.ok(first.read()?.startsWith(`${process.pid} `));
  assert.ok(file.read()?.startsWith(`${process.pid} `));
  first.close();
  file.close();
});
