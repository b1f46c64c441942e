import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import split2 from 'split2';
import { createReadBuffer } from '../../services/log-tailer/files/read-buffer.ts';
import { openTail } from '../../services/log-tailer/files/tail.ts';
import { accessLog } from './line-metrics.ts';

/** Lines per second: a file's lines found and counted, nothing made of them. */
export interface LogReaderResult {
  readonly ours: number;
  /** split2 on a file stream, which makes a string of every line. */
  readonly peer: number;
}

const lines = 200_000;
/** The file is read so often by each, in turns; the fastest run counts, as the others were held up by something. */
const runs = 4;

/** Reads one generated access log with the log-tailer's reader and with split2. */
export async function measureLogReader(): Promise<LogReaderResult> {
  const directory = await mkdtemp(join(tmpdir(), 'tidegauge-bench-'));
  const path = join(directory, 'access.log');
  try {
    await writeFile(path, accessLog(lines));
    const result = { ours: 0, peer: 0 };
    for (let run = 0; run < runs; run++) {
      result.ours = Math.max(result.ours, await linesPerSecond(async () => readByTail(path)));
      result.peer = Math.max(result.peer, await linesPerSecond(() => readBySplit2(path)));
    }
    return result;
  } finally {
    await rm(directory, { recursive: true });
  }
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
    context: { buffer: createReadBuffer(), followed: new Set(), known: () => undefined },
    startAt: () => 'beginning',
    left: [],
    leftAt: 0,
    onPosition() {},
    onLost() {},
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
