import assert from 'node:assert/strict';
import { renameSync, utimesSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createDirectoryNames, startingWith } from '../../../../services/log-tailer/files/directory-names.ts';
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

  for (const [times, changed, young, old] of [
    ['of the last tick', 1_000_000_001_234, 90, 110],
    ['in whole seconds', 1_000_000_001_000, 2900, 3100],
  ] as const)
    it(`lists one that has just changed each time, where times are ${times}: a second change may bear the same`, t => {
      const files = createLogDirectory(t);
      files.write('a.log', '');
      utimesSync(files.path, changed / 1000, changed / 1000);
      let now = changed + young;
      const names = createDirectoryNames(() => now);
      const first = names(files.path);
      const second = names(files.path);
      assert.notEqual(second, first);
      assert.deepEqual(second, first);
      now = changed + old;
      const third = names(files.path);
      assert.equal(names(files.path), third);
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

describe('startingWith', () => {
  const names = ['a', 'app', 'app.log', 'app.log.1', 'app1.log', 'b', 'ü.log'];
  for (const [prefix, found] of [
    ['app', ['app', 'app.log', 'app.log.1', 'app1.log']],
    ['app.log', ['app.log', 'app.log.1']],
    ['ü', ['ü.log']],
    ['aa', []],
    ['z', []],
    ['', names],
  ] as const)
    it(`finds ${found.length} that begin with '${prefix}'`, () => assert.deepEqual(startingWith(names, prefix), found));
});
