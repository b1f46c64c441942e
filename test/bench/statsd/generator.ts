import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { typescriptArguments } from '../../../tools/typescript.mjs';
import { scratchUntilExit } from '../../support/scratch.ts';
import { type Load, loadArguments } from './load.ts';
import { command, outputOf } from './program.ts';

/** Command and first arguments of the generator, and what the page of benchmarks calls it. */
interface Generator {
  readonly command: readonly string[];
  readonly name: string;
}

const source = (name: string) => fileURLToPath(new URL(name, import.meta.url));
let found: Promise<Generator> | undefined;

/** The generator in C, made now, or that in TypeScript where there is no compiler. */
async function makeGenerator(): Promise<Generator> {
  const program = join(scratchUntilExit(), 'flood');
  try {
    await promisify(execFile)('gcc', ['-O2', '-o', program, source('flood.c')]);
    return { command: [program], name: 'a generator in C' };
  } catch {
    process.stderr.write('no gcc: the generator in TypeScript takes its place, which sends several times less\n');
    return {
      command: [process.execPath, ...typescriptArguments, source('flood-node.ts')],
      name: 'a generator in TypeScript, for want of gcc,',
    };
  }
}

const generator = () => {
  found ??= makeGenerator();
  return found;
};

/** What the page of benchmarks calls what sends. */
export const generatorName = async () => (await generator()).name;

/** Sends a load to a port of this machine, from the core `cpu` if that is given; answers how many lines were sent. */
export async function send(port: number, load: Load, cpu?: number): Promise<number> {
  const argv = [...(await generator()).command, String(port), ...loadArguments(load)];
  const [program, ...rest] = command(argv, cpu);
  const printed = await outputOf(spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] }));
  const sent = Number(printed);
  if (!(sent > 0)) throw new Error(`${program} printed ${JSON.stringify(printed)} in place of what it sent`);
  return sent;
}
