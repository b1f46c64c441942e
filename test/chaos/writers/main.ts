// The process of the file writers: it is told what to write, and tells what it has written, over the channel to its parent.
import { once } from 'node:events';
import { join } from 'node:path';
import type { FromWriters, ToWriters } from './messages.ts';
import { writeSource } from './write-source.ts';

const tell = (message: FromWriters) => void process.send?.(message);
const waiting = new Map<string, () => void>();

let finished = false;
process.on('disconnect', () => process.exit(finished ? 0 : 1));
process.on('message', (message: ToWriters) => {
  if (message.type === 'stored') waiting.get(message.source)?.();
});

const [message] = (await once(process, 'message')) as [ToWriters];
if (message.type !== 'begin') throw new Error(`began with ${message.type}`);
const { directory, sources } = message;
await Promise.all(
  sources.map(plan => {
    const source = plan.name;
    return writeSource(join(directory, `${source}.log`), plan, {
      progress: (written, done) => tell({ type: 'progress', source, written, done }),
      rotated: written => tell({ type: 'rotated', source, written }),
      stored: written =>
        new Promise(resolve => {
          waiting.set(source, resolve);
          tell({ type: 'ask', source, written });
        }),
    });
  }),
);
finished = true;
process.disconnect();
