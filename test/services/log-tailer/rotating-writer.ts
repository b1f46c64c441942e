// Writes numbered lines to a file that it rotates over and over: node rotating-writer.ts FILE rename|recreate|copytruncate
import { closeSync, copyFileSync, ftruncateSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [path = '', mode = ''] = process.argv.slice(2);
const rotations = 12;
const linesPerFile = 2000;
/** Rarer than two looks of the tail; what is missed between two looks is tested without a clock. */
const pause = 300;

let descriptor = openSync(path, 'a');
let count = 0;
for (let rotation = 0; rotation < rotations; rotation++) {
  for (let line = 0; line < linesPerFile; line++) writeSync(descriptor, `line ${count++}\n`);
  await sleep(pause);
  if (mode === 'copytruncate') {
    copyFileSync(path, `${path}.1`);
    ftruncateSync(descriptor);
  } else {
    closeSync(descriptor);
    if (mode === 'rename') renameSync(path, `${path}.1`);
    else unlinkSync(path);
    descriptor = openSync(path, 'a');
  }
}
process.send?.(count);
process.disconnect?.();
