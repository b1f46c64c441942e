// Writes numbered lines to a file that it rotates over and over: node rotating-writer.ts FILE rename|recreate|copytruncate
import { closeSync, copyFileSync, ftruncateSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [path = '', mode = ''] = process.argv.slice(2);
const rotations = 20;
const linesPerFile = 2000;

let descriptor = openSync(path, 'a');
let count = 0;
for (let rotation = 0; rotation < rotations; rotation++) {
  for (let line = 0; line < linesPerFile; line++) writeSync(descriptor, `line ${count++}\n`);
  await sleep(50); // a rotation is rarer than a look; what is missed between two looks is tested elsewhere
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
