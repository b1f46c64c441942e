import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

let code: Promise<string> | undefined;

/**
 * The code of udp-reader.ts and what it imports, as JavaScript: a thread that ran TypeScript itself would need some 20 MB
 * for that alone, and on Node 20 tsx, which only the main thread may have. Rejects where the package esbuild is missing.
 */
export function udpReaderCode(): Promise<string> {
  code ??= bundle().catch((error: Error) => {
    code = undefined;
    throw error;
  });
  return code;
}

/** By esbuild's program, which ends: its interface would stay in this process, with some 12 MB. */
async function bundle(): Promise<string> {
  const ofEsbuild = createRequire(createRequire(import.meta.url).resolve('esbuild'));
  const command = ofEsbuild.resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`);
  const file = fileURLToPath(new URL('./udp-reader.ts', import.meta.url));
  const options = ['--bundle', '--platform=node', '--format=cjs', '--target=node20', '--log-level=error'];
  const { stdout } = await promisify(execFile)(command, [file, ...options]);
  return stdout;
}
