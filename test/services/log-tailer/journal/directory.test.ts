import assert from 'node:assert/strict';
import { renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type Chain, createChain } from '../../../../services/log-tailer/journal/chain.ts';
import { createJournalDirectory } from '../../../../services/log-tailer/journal/directory.ts';
import { createJournalReading } from '../../../../services/log-tailer/journal/journal-file.ts';
import { mostFiles } from '../../../../services/log-tailer/journal/state.ts';
import { createLogDirectory } from '../log-directory.ts';
import { createJournalWriter } from './journal-writer.ts';

/** A directory of journal files with an entry each, and who reads it. */
function createHost(t: TestContext) {
  const { path } = createLogDirectory(t);
  const told: string[] = [];
  const read: string[] = [];
  const chains = new Set<Chain>();
  const put = (name: string) => {
    const writer = createJournalWriter(join(path, name));
    writer.append({ MESSAGE: name });
    writer.close();
  };
  const start = () => {
    const directory = createJournalDirectory({
      path,
      reading: createJournalReading(),
      now: () => 1_795_000_000_000,
      startAt: () => 'beginning',
      kept: undefined,
      createChain: ({ onDone }) => {
        const onEntry = ({ message, start, end }: { message: Buffer; start: number; end: number }) =>
          void read.push(message.toString('latin1', start, end));
        const chain = createChain({ mostOfMessage: () => 1000, onEntry, onDone, onDamaged() {}, onTrouble() {} });
        chains.add(chain);
        return chain;
      },
      dropChain: chain => chains.delete(chain),
      onMissed: (files, reason) => told.push(`${files} ${reason.replace(path, '…')}`),
    });
    t.after(() => directory.close());
    return directory;
  };
  const look = () => {
    for (const chain of chains) chain.look(0);
  };
  return { path, told, read, put, start, look };
}

const user = (n: number) => `user-${1000 + n}.journal`;

describe('a directory with more files than are read at a time', () => {
  it('has those beyond counted and told once, however often it is looked at', t => {
    const { told, put, start } = createHost(t);
    for (let n = 0; n < mostFiles + 4; n++) put(user(n));
    const directory = start();
    for (let scan = 0; scan < 3; scan++) {
      directory.scan();
      assert.equal(directory.count(), mostFiles);
    }
    assert.deepEqual(told, [`4 only ${mostFiles} files of … are read at a time`]);
    put(user(500));
    directory.scan();
    directory.scan();
    assert.equal(told.length, 2);
  });

  it('has that of the system read always, also one that appears later', t => {
    const { path, read, put, start, look } = createHost(t);
    put('system.journal');
    for (let n = 0; n < mostFiles + 4; n++) put(user(n));
    const directory = start();
    directory.scan();
    look();
    assert.ok(read.includes('system.journal'));
    renameSync(join(path, 'system.journal'), join(path, 'system@0-1.journal'));
    put('system.journal');
    directory.scan();
    look();
    look();
    assert.equal(read.filter(name => name === 'system.journal').length, 2);
  });

  it('has room for new ones when others have gone', t => {
    const { path, told, read, put, start, look } = createHost(t);
    for (let n = 0; n < mostFiles; n++) put(user(n));
    const directory = start();
    directory.scan();
    look();
    unlinkSync(join(path, user(0)));
    directory.scan();
    look();
    put(user(900));
    directory.scan();
    look();
    assert.deepEqual([told, read.at(-1)], [[], user(900)]);
  });
});
