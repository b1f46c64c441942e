import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import split2 from 'split2';
import { createDirectoryNames } from '../../../services/log-tailer/files/directory-names.ts';
import { createOpenFiles } from '../../../services/log-tailer/files/open-files.ts';
import { openTail } from '../../../services/log-tailer/files/open-tail.ts';
import { createReadBuffer } from '../../../services/log-tailer/files/read-buffer.ts';
import { scratchUntilExit } from '../../support/scratch.ts';
import { amount, ratio, type Section } from '../page.ts';
import { accessLine, writeLog } from './samples.ts';

const lines = 200_000;
/** The file is read so often by each, in turns; the fastest run counts, as the others were held up by something. */
const runs = 4;

/** The log-tailer's reader of lines, against split2 on a file stream, which makes a string of every line. */
export async function benchLogReader(): Promise<Section> {
  const path = join(scratchUntilExit(), 'access.log');
  writeLog(path, accessLine, lines);
  let [ours, peer] = [0, 0];
  for (let run = 0; run < runs; run++) {
    ours = Math.max(ours, await linesPerSecond(async () => readByTail(path)));
    peer = Math.max(peer, await linesPerSecond(() => readBySplit2(path)));
  }
  return {
    title: 'Lines out of a file',
    how: 'The same generated file, read to its end; nothing is done with the lines. Peer: split2 on a file stream.',
    columns: ['', 'tidegauge', 'split2', 'ratio'],
    rows: [['lines per second', amount(ours), amount(peer), ratio(ours, peer)]],
  };
}

async function linesPerSecond(read: () => Promise<number>): Promise<number> {
  const began = performance.now();
  const count = await read();
  if (count !== lines) throw new Error(`${count} lines were read of ${lines}`);
  return (lines * 1000) / (performance.now() - began);
}

function readByTail(path: string): number {
  let count = 0;
  const opened = openTail({
    path,
    sink: {
      line() {
        count += 1;
      },
    },
    limits: { maxLine: 1_000_000, room: { left: 0 }, onTruncated() {} },
    context: {
      buffer: createReadBuffer(),
      followed: createOpenFiles(),
      namesIn: createDirectoryNames(),
      known: () => undefined,
    },
    startRotatedAt: () => 'end',
    read: () => [],
    startAt: () => 'beginning',
    left: [],
    leftAt: 0,
    onPosition() {},
    onLost() {},
    onGap() {},
    onTrouble() {},
  });
  if (!opened.ok) throw new Error(opened.reason.reason);
  while (opened.value.look(0) !== 'idle');
  opened.value.close();
  return count;
}

async function readBySplit2(path: string): Promise<number> {
  let count = 0;
  for await (const _line of createReadStream(path).pipe(split2())) count += 1;
  return count;
}
