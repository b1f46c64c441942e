import { createKeptFile } from '../../shared/kernel/kept-file.ts';
import { failure, type Outcome } from '../../shared/outcome.ts';
import type { StatsdClient } from '../../shared/statsd-client/client.ts';
import type { Source } from './source.ts';

/** What a source does with the text of its file. */
export type Tell = (text: string, statsd: StatsdClient) => Outcome<void> | Promise<Outcome<void>>;

/** A source that reads one file of the kernel each round: the first of `paths` that can be read. */
export function createFileSource(name: string, paths: readonly string[], tell: Tell): Source {
  const files = paths.map(path => ({ path, file: createKeptFile(path) }));
  return {
    name,
    collect(statsd) {
      for (const { file } of files) {
        const text = file.read();
        if (text !== undefined) return tell(text, statsd);
      }
      return failure(files.map(({ path, file }) => `${path}: ${file.error}`).join(', '));
    },
    close() {
      for (const { file } of files) file.close();
    },
  };
}
