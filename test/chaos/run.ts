// `npm run test:chaos [-- OPTION…]`: see options.ts.
import { randomInt } from 'node:crypto';
import { skipWithoutEngine, skipWithoutInfluxd, skipWithoutPrivateEngine } from '../support/requires.ts';
import { runChaos } from './chaos.ts';
import { type ChaosOptions, readOptions, usage } from './options.ts';
import { sourceNames } from './plan.ts';

const argv = process.argv.slice(2).filter(argument => argument !== '--');
let options: ChaosOptions | undefined;
try {
  options = readOptions(argv, () => randomInt(2 ** 30));
} catch (error) {
  console.error(`${(error as Error).message}\n${usage}`);
  process.exit(2);
}
if (!options) {
  console.log(usage);
  process.exit(0);
}
// In CI nothing may be missing; there these are false, and what is not there fails.
const noEngine = options.containers && (await skipWithoutEngine());
if (noEngine) console.log(`Without containers: ${noEngine}`);
const containers = options.containers && !noEngine;
const noPrivateEngine = containers && skipWithoutPrivateEngine();
if (noPrivateEngine) console.log(`Without kills of the engine: ${noPrivateEngine}`);
const noInfluxd = options.variants.includes('apart') && skipWithoutInfluxd();
if (noInfluxd) console.log(`Without services apart: ${noInfluxd}`);
const runnable = options.variants.filter(variant => !(variant === 'apart' && noInfluxd));
const known = sourceNames(containers);
if (runnable.length === 0 || options.only?.some(name => !known.includes(name))) {
  console.error('NOTHING was tried: the machine lacks what was asked for');
  process.exit(1);
}
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => reject(new Error(`ended by ${signal}`)));
});
interrupted.catch(() => {}); // it is waited for in a run
const run = { ...options, containers, killEngine: containers && !noPrivateEngine };
const begun = Date.now();
const wrong: string[] = [];
for (const variant of runnable) {
  const right = await runChaos(variant, run, text => console.log(text), interrupted);
  if (!right) wrong.push(variant);
}
if (wrong.length === 0) {
  console.log(
    `Every line was stored exactly once, in ${Math.round((Date.now() - begun) / 1000)} s; seed ${options.seed}`,
  );
} else {
  const again = [...argv, '--seed', options.seed, ...wrong.flatMap(variant => ['--variant', variant])].join(' ');
  console.log(
    `NOT every line was stored exactly once (${wrong.join(', ')}); the same again: npm run test:chaos -- ${again}`,
  );
}
process.exit(wrong.length === 0 ? 0 : 1);
