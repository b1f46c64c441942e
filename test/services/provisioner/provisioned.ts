import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ProvisionOptions, provision } from '../../../services/provisioner/provisioner.ts';
import { configSchema } from '../../../services/shared/config/schema.ts';
import { systemClock as clock } from '../../../services/shared/lifecycle/clock.ts';

/** A stack's volumes in a directory of their own. */
export interface Volumes {
  readonly root: string;
  /** Runs the provisioner; answers what failed and what it printed. */
  run(options?: RunOptions): Promise<{ failures: readonly string[]; lines: string[] }>;
  read(path: string): Promise<string>;
  /** Everything below the root: path, content, inode, mode, owner and time of change of each file. */
  snapshot(): Promise<Map<string, string>>;
}

/** A run that differs from the usual one. */
export interface RunOptions extends Partial<ProvisionOptions> {
  readonly store?: Readonly<Record<string, unknown>>;
  readonly front?: Readonly<Record<string, string>>;
  /** Ends the run, as a kill would, once it has printed so many lines. */
  readonly killAfter?: number;
}

/** What a run that is killed rejects with. */
export const killed = new Error('killed');

/**
 * Volumes in the empty directory `root` for the InfluxDB at `url`. `operator`: volumes whose operator token it already knows; the stack then has
 * an organisation `org` of its own there.
 */
export async function createVolumes(
  root: string,
  url: string,
  { org = 'tidegauge', operator }: { org?: string; operator?: Volumes } = {},
): Promise<Volumes> {
  const dashboards = join(root, 'image');
  await mkdir(dashboards);
  await writeFile(join(dashboards, 'host.json'), '{"uid":"host"}');
  const tokenFile = 'data/influxdb-operator-token';
  if (operator) await cp(join(operator.root, tokenFile), join(root, tokenFile), { recursive: true });
  return {
    root,
    read: path => readFile(join(root, path), 'utf8'),
    snapshot: () => snapshot(root),
    async run({ store = {}, front = {}, killAfter = Number.POSITIVE_INFINITY, ...options } = {}) {
      const lines: string[] = [];
      const print = (line: string) => {
        lines.push(line);
        if (lines.length >= killAfter) throw killed;
      };
      const config = configSchema.parse({ store: { influxdb: { url, org }, ...store }, front });
      const usual = { config, configPath: undefined, root, dryRun: false, clock, print, dashboards, limit: 0 };
      return { failures: await provision({ ...usual, ...options }), lines };
    },
  };
}

async function snapshot(root: string): Promise<Map<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.map(entry => join(entry.parentPath, entry.name)).sort();
  const seen = new Map<string, string>();
  for (const path of paths) {
    const info = await stat(path);
    const content = info.isFile() ? await readFile(path, 'latin1') : '';
    seen.set(path, [info.ino, info.mode, info.uid, info.mtimeMs, content].join(' '));
  }
  return seen;
}
