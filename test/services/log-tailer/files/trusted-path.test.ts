import assert from 'node:assert/strict';
import { closeSync, lchownSync, mkdirSync, openSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { distrustOfPath, kernelFileOf } from '../../../../services/log-tailer/files/trusted-path.ts';
import { skipWithoutRoot } from '../../../support/requires.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

const stranger = 65_534;
const appUser = 1234;

describe('distrustOfPath', () => {
  it('has nothing against plain paths, nor against links of our own, to files and directories', async t => {
    const directory = await scratchDirectory(t);
    const of = (name: string) => join(directory, name);
    mkdirSync(of('releases/7'), { recursive: true });
    writeFileSync(of('releases/7/app.log'), '');
    symlinkSync('releases/7', of('current'));
    symlinkSync('./current/../7/app.log', of('app.log'));
    symlinkSync(of('app.log'), of('absolute.log'));
    for (const name of ['releases/7/app.log', 'current/app.log', 'app.log', 'absolute.log']) {
      assert.equal(distrustOfPath(of(name), statSync(of(name))), undefined, name);
      assert.equal(distrustOfPath(relative('.', of(name)), statSync(of(name))), undefined, name);
    }
  });

  it("distrusts another's link to a file that is not his", { skip: skipWithoutRoot() }, async t => {
    const directory = await scratchDirectory(t);
    const of = (name: string) => join(directory, name);
    mkdirSync(of('root'));
    writeFileSync(of('root/secret'), 'x');
    symlinkSync('root/secret', of('evil.log'));
    symlinkSync('root', of('evil'));
    symlinkSync('evil.log', of('ours.log'));
    for (const name of ['evil.log', 'evil']) lchownSync(of(name), stranger, stranger);
    const reasonOf = (name: string) => distrustOfPath(of(name), statSync(of(name)));
    const told = (link: string, owner: number) => ({
      reason: `the link "${of(link)}" is of user 65534, neither root's nor of the file's owner (user ${owner})`,
    });
    assert.deepEqual(reasonOf('evil.log'), told('evil.log', 0));
    assert.deepEqual(reasonOf('evil/secret'), told('evil', 0));
    assert.deepEqual(reasonOf('ours.log'), told('evil.log', 0));
    lchownSync(of('root/secret'), appUser, appUser);
    assert.deepEqual(reasonOf('evil.log'), told('evil.log', appUser));
    lchownSync(of('root/secret'), stranger, stranger);
    assert.equal(reasonOf('evil.log'), undefined);
  });

  it('sees that what was opened is not there any more', async t => {
    const directory = await scratchDirectory(t);
    const path = join(directory, 'app.log');
    writeFileSync(path, '');
    const opened = statSync(path);
    renameSync(path, `${path}.1`);
    assert.equal(distrustOfPath(path, opened), 'replaced');
    writeFileSync(path, '');
    assert.equal(distrustOfPath(path, opened), 'replaced');
    symlinkSync('circle', join(directory, 'circle'));
    assert.equal(distrustOfPath(join(directory, 'circle'), opened), 'replaced');
  });
});

describe('kernelFileOf', () => {
  for (const [path, what] of [
    ['/proc/self/maps', 'a file of /proc'],
    ['/sys/kernel/uevent_seqnum', 'a file of /sys'],
    [import.meta.filename, undefined],
  ] as const)
    it(`knows ${what ?? 'no file of a disk'}`, () => {
      const descriptor = openSync(path, 'r');
      assert.equal(kernelFileOf(descriptor), what);
      closeSync(descriptor);
    });
});
