import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FileMode, SourcePlan } from '../plan.ts';
import type { FromWriters, ToWriters } from './messages.ts';
import type { WrittenSources } from './written.ts';

/** What the file writers need from outside. */
export interface FileWritersOptions {
  /** Where the logs lie: `NAME.log`. */
  readonly directory: string;
  readonly sources: readonly SourcePlan<FileMode>[];
  readonly written: WrittenSources;
  /** Answers when so many lines of a source are in the store. */
  readonly stored: (source: string, lines: number) => Promise<void>;
}

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Writes the files, from a process of their own; resolves when all is written. */
export function writeFiles({ directory, sources, written, stored }: FileWritersOptions): Promise<void> {
  if (sources.length === 0) return Promise.resolve();
  const child = fork(pathOf('../../../tools/run.mjs'), [pathOf('main.ts')]);
  const tell = (message: ToWriters) => child.connected && child.send(message);
  tell({ type: 'begin', directory, sources });
  child.on('message', (message: FromWriters) => {
    const { type, source } = message;
    if (type === 'ask') void stored(source, message.written).then(() => tell({ type: 'stored', source }));
    else if (type === 'rotated') written.rotated(source, message.written);
    else written.progress(source, message.written, message.done);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('exit', code => {
      if (code === 0) resolve();
      else reject(new Error(`the file writers ended with ${code}`));
    });
  });
}
