import { join } from 'node:path';
import { type Consumer, consumers, type Layout } from '../layout.ts';
import { done, failed, type StepOutcome } from '../step.ts';
import type { FileSpec } from './atomic.ts';
import { bringIn } from './bring-in.ts';
import { type Files, removeStale, type Stale } from './stale.ts';

/** Gives files to the containers that need them, each file mode 0400 and owned by its reader. */
export interface HandOut {
  /**
   * A step that writes `files`, content by path within the consumer's volume, where they differ, in their order, and then
   * removes what is stale. Gives the paths that changed.
   */
  step(consumer: Consumer, files: Files, stale?: Stale): Promise<StepOutcome<string[]>>;
}

/** How files are handed out. */
export interface HandOutOptions {
  readonly layout: Layout;
  readonly dryRun: boolean;
  /** Whether files are given away, which only root can. */
  readonly own: boolean;
}

/** What became of the files that were not just so. */
interface Changes {
  readonly written: string[];
  readonly replaced: string[];
  readonly removed: string[];
}

/** Hands out into the volumes of a layout. */
export function createHandOut({ layout, dryRun, own }: HandOutOptions): HandOut {
  return {
    async step(consumer, files, stale) {
      const volume = layout.volume(consumer);
      const changes: Changes = { written: [], replaced: [], removed: [] };
      for (const [name, content] of files) {
        const spec: FileSpec = { path: join(volume, name), content, uid: own ? consumers[consumer] : undefined };
        const state = await bringIn(spec, dryRun);
        if (!state.ok) return failed(state.reason);
        if (state.value === 'missing') changes.written.push(name);
        if (state.value === 'different') changes.replaced.push(name);
      }
      if (stale) {
        const removed = await removeStale(volume, files, stale, dryRun);
        if (!removed.ok) return failed(removed.reason);
        changes.removed.push(...removed.value);
      }
      return done(Object.values(changes).flat(), tell(consumer, changes, files.size, dryRun));
    },
  };
}

/** What Grafana reads only when it starts. */
const readAtStart = /^(influxdb-token$|provisioning\/)/;

function tell(consumer: Consumer, changes: Changes, count: number, dryRun: boolean): string {
  const verbs = dryRun
    ? ({ written: 'would write', replaced: 'would replace', removed: 'would remove' } as const)
    : ({ written: 'written', replaced: 'replaced', removed: 'removed' } as const);
  const kinds = ['written', 'replaced', 'removed'] as const;
  const told = kinds.filter(kind => changes[kind].length > 0).map(kind => `${verbs[kind]} ${changes[kind].join(', ')}`);
  if (told.length === 0) return count === 1 ? 'unchanged' : `unchanged, ${count} files`;
  const restart = consumer === 'grafana' && changes.replaced.some(name => readAtStart.test(name));
  return told.join('; ') + (restart ? ' (a running Grafana takes it over by docker compose restart grafana)' : '');
}
