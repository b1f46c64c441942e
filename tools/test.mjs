// `npm test [-- PATTERN…]`: installs what is missing, runs every test file (or those whose path holds a PATTERN),
// and names at the end what was skipped and why.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { typescriptArguments } from './typescript.mjs';

ensureInstalled({ development: true });
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const patterns = process.argv.slice(2).filter(argument => argument !== '--');
const files = readdirSync('test', { recursive: true })
  .map(name => `test/${name}`)
  .filter(name => name.endsWith('.test.ts') && (patterns.length === 0 || patterns.some(part => name.includes(part))))
  .sort();
if (files.length === 0) {
  console.error(`No test file's path holds ${patterns.join(' or ')}.`);
  process.exit(1);
}

const node = spawn(
  process.execPath,
  [...typescriptArguments, '--test', '--test-reporter=./tools/test-reporter.mjs', ...files],
  { stdio: 'inherit' },
);
const forward = signal => node.kill(signal);
process.on('SIGINT', forward).on('SIGTERM', forward);
node.on('exit', (code, signal) => process.exit(signal ? 1 : code));
