// Runs one TypeScript file: node tools/run.mjs FILE [ARGUMENT…]
import { pathToFileURL } from 'node:url';

const file = process.argv[2];
if (!file) {
  console.error('usage: node tools/run.mjs FILE [ARGUMENT…]');
  process.exit(2);
}
if (!process.features.typescript) await import('tsx');
process.argv.splice(1, 2, file);
await import(pathToFileURL(file));
