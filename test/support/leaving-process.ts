// What our-end.test.ts ends: makes a directory, starts a process that prints to the same output, tells of it, and stays.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { killAfterOurEnd } from './our-end.ts';
import { scratchUntilExit } from './scratch.ts';

const directory = scratchUntilExit();
writeFileSync(join(directory, 'file'), '');
killAfterOurEnd(spawn('sleep', ['30'], { stdio: ['ignore', 'inherit', 'ignore'] }));
console.log(directory);
