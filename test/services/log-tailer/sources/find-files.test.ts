import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import { createFileFinder } from '../../../../services/log-tailer/sources/find-files.ts';
import { createLogDirectory } from '../log-directory.ts';

function createTree(context: TestContext) {
  const directory = createLogDirectory(context);
  for (const name of ['nginx', 'app', 'app/deep', 'app/deep/er']) mkdirSync(directory.of(name));
  for (const name of ['a.log', 'b.txt', 'syslog', 'messages', 'a.log.1', 'nginx/access.log', 'app/deep/er/x.log'])
    directory.write(name, '');
  const find = (globs: string[], exclude: string[] = []) => {
    const inside = (glob: string) => (glob.startsWith('**') ? glob : directory.of(glob));
    const found = createFileFinder(globs.map(directory.of), exclude.map(inside))();
    return found.paths.map(path => path.slice(directory.path.length + 1));
  };
  return { directory, find };
}

describe('createFileFinder', () => {
  it('finds the files of a directory', t => assert.deepEqual(createTree(t).find(['*.log']), ['a.log']));

  it('finds a set of names, and one that is no glob at all', t => {
    const { find } = createTree(t);
    assert.deepEqual(find(['{syslog,messages,none}', 'b.txt', 'gone.log']), ['b.txt', 'messages', 'syslog']);
  });

  it('finds files in directories a level below, and no deeper', t => {
    assert.deepEqual(createTree(t).find(['*/*.log']), ['nginx/access.log']);
  });

  it('finds files on any level', t => {
    assert.deepEqual(createTree(t).find(['**/*.log']), ['a.log', 'app/deep/er/x.log', 'nginx/access.log']);
  });

  it('names a file once that two globs match, and leaves out what is excluded', t => {
    assert.deepEqual(createTree(t).find(['a*', '*.log*', '*/*.log'], ['**/*.[0-9]', 'nginx/**']), ['a.log']);
  });

  it('follows links to directories, and names links after files', t => {
    const { directory, find } = createTree(t);
    symlinkSync(directory.of('app/deep/er'), directory.of('linked'));
    symlinkSync(directory.of('syslog'), directory.of('0.log'));
    assert.deepEqual(find(['*.log', '*/*.log']), ['a.log', 'linked/x.log', 'nginx/access.log', '0.log']);
  });

  it('comes to an end where links lead in circles', t => {
    const { directory, find } = createTree(t);
    symlinkSync(directory.path, directory.of('circle'));
    symlinkSync('itself.log', directory.of('itself.log'));
    assert.deepEqual(find(['**/*.log']), ['a.log', 'app/deep/er/x.log', 'nginx/access.log', 'itself.log']);
  });

  it('finds nothing in a directory that is not there', t => assert.deepEqual(createTree(t).find(['none/*.log']), []));
});
