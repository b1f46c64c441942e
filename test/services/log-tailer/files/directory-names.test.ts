import assert from 'node:assert/strict';
import { renameSync, utimesSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createDirectoryNames } from '../../../../services/log-tailer/files/directory-names.ts';
import { createLogDirectory } from '../log-directory.ts';

describe('createDirectoryNames', () => {
  const longAgo = new Date(Date.now() - 60_000);

  it('lists a quiet directory once, until something in it changes', t => {
    const files = createLogDirectory(t);
    files.write('a.log', '');
    utimesSync(files.path, longAgo, longAgo);
    const names = createDirectoryNames();
    const first = names(files.path);
    assert.deepEqual(first, ['a.log']);
    files.append('a.log', 'x');
    assert.equal(names(files.path), first);
    renameSync(files.of('a.log'), files.of('a.log.1'));
    assert.deepEqual(names(files.path), ['a.log.1']);
  });

  it('lists one that has just changed each time: a second change may bear the same time', t => {
    const files = createLogDirectory(t);
    files.write('a.log', '');
    const names = createDirectoryNames();
    const first = names(files.path);
    assert.notEqual(names(files.path), first);
    assert.deepEqual(names(files.path), first);
  });

  it('keeps directories apart, and throws where there is none', t => {
    const [a, b] = [createLogDirectory(t), createLogDirectory(t)];
    for (const { path, write } of [a, b]) {
      write(path.slice(-3), '');
      utimesSync(path, longAgo, longAgo);
    }
    const names = createDirectoryNames();
    for (const { path } of [a, b, a]) assert.deepEqual(names(path), [path.slice(-3)]);
    assert.throws(() => names(a.of('none')), /ENOENT/);
  });
});
