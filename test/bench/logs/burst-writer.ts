// Appends BYTES of an access log to FILE in a second, at an even rate: node burst-writer.ts FILE BYTES
// Prints how many lines there are, waits for a line on its standard input, writes, and prints how many milliseconds it took.
import { openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { accessLine } from './samples.ts';

const [path = '', bytes = '0'] = process.argv.slice(2);
const pieces = 100;
const duration = 1000;

const piece = Buffer.from(linesOf(Number(bytes) / pieces));
const file = openSync(path, 'a');
process.stdout.write(`${piece.toString('latin1').split('\n').length * pieces - pieces}\n`);
const input = createInterface({ input: process.stdin });
await input[Symbol.asyncIterator]().next();
const began = performance.now();
for (let index = 0; index < pieces; index++) {
  writeSync(file, piece);
  const ahead = ((index + 1) * duration) / pieces - (performance.now() - began);
  if (ahead > 0) await pause(ahead);
}
process.stdout.write(`${performance.now() - began}\n`);
input.close();

function linesOf(length: number): string {
  let text = '';
  for (let index = 0; text.length < length; index++) text += accessLine(index);
  return text;
}
