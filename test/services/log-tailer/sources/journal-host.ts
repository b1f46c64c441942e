import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Engine } from '../../../../services/shared/engine/engine.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { scratchUntilExit } from '../../../support/scratch.ts';
import { createJournalWriter, type JournalWriter } from '../journal/journal-writer.ts';
import { createLogDirectory } from '../log-directory.ts';
import { startTailer } from '../tailer.ts';

const machine = 'fedcba9876543210fedcba9876543210';
/** When the tests begin, epoch ms. */
export const start = 1_795_000_000_000;

/** A host's journal and a data directory. */
export function createHost(context: TestContext) {
  const logs = createLogDirectory(context);
  const directory = join(logs.path, machine);
  mkdirSync(directory);
  const data = scratchUntilExit();
  const clock = createFakeClock(start);
  const run = (more: object = {}, engine?: Engine) =>
    startTailer(context, {
      clock,
      directory: data,
      ...(engine && { engine }),
      logs: { files: [], containers: false, journal: [logs.path], ...more },
    });
  const path = (name: string) => join(directory, name);
  const create = (name: string, after?: JournalWriter) =>
    createJournalWriter(path(name), {
      time: clock.now(),
      ...(after ? { seqnumId: after.seqnumId, firstSeqnum: after.nextSeqnum } : {}),
    });
  /** As journald does: renamed, a new file begun, the old one marked. */
  const rotate = (name: string, writer: JournalWriter) => {
    renameSync(path(`${name}.journal`), path(`${name}@${writer.seqnumId}-${writer.nextSeqnum.toString(16)}.journal`));
    const next = create(`${name}.journal`, writer);
    writer.archive();
    return next;
  };
  return { directory, data, clock, run, path, create, rotate };
}

/** Appends so many entries of `a.service`, or with other fields. */
export const say = (writer: JournalWriter, count: number, fields: object = {}) => {
  for (let index = 0; index < count; index++)
    writer.append({ MESSAGE: `line ${writer.nextSeqnum}`, PRIORITY: '6', _SYSTEMD_UNIT: 'a.service', ...fields });
};
/** What the tailer says of its journal. */
export const partOf = ({ service }: Awaited<ReturnType<typeof startTailer>>) =>
  service.parts().find(({ name }) => name === 'journal');
/** The series of lines that `say` makes. */
export const ofA = 'log.lines{unit:a.service}';
