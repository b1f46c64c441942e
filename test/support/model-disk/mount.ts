import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { Readable } from 'node:stream';
import type { ModelDisk } from './model-disk.ts';

const root = '/model-disk/';
const disks = new Map<string, ModelDisk>();
let mounted = 0;

const diskOf = (path: unknown) =>
  typeof path === 'string' && path.startsWith(root) ? disks.get(path.slice(root.length).split('/')[0]!) : undefined;

/** A path below which the functions of node:fs/promises, as far as the model has them, are those of this disk: in this process, from the first call on. */
export function mount(disk: ModelDisk): string {
  if (mounted === 0) patch();
  mounted += 1;
  disks.set(String(mounted), disk);
  return `${root}${mounted}`;
}

function patch(): void {
  for (const name of ['mkdir', 'readdir', 'readFile', 'stat', 'rm', 'rename', 'open'] as const) {
    const real = promises[name] as (...args: unknown[]) => Promise<unknown>;
    Object.assign(promises, {
      [name](...args: unknown[]) {
        const disk = diskOf(args[0]);
        if (!disk) return real(...args);
        return (disk[name] as (...args: unknown[]) => Promise<unknown>)(...withoutMountPoint(args));
      },
    });
  }
  const realStream = fs.createReadStream;
  Object.assign(fs, {
    createReadStream(...args: Parameters<typeof realStream>) {
      const disk = diskOf(args[0]);
      return disk ? Readable.from(contentOf(disk, String(args[0]))) : realStream(...args);
    },
  });
  syncBuiltinESMExports();
}

async function* contentOf(disk: ModelDisk, path: string) {
  yield (await disk.readFile(withoutMountPoint([path])[0] as string)).toString('latin1');
}

const withoutMountPoint = (args: unknown[]) =>
  args.map(arg => (diskOf(arg) ? `/${(arg as string).slice(root.length).split('/').slice(1).join('/')}` : arg));
