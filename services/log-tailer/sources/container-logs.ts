import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Container } from '../../shared/engine/container.ts';
import type { ContainerListener } from '../../shared/engine/engine.ts';
import { quote } from '../../shared/logging/quote.ts';
import { tagsKey } from '../../shared/metric.ts';
import type { SourceKind } from '../tailer-metrics.ts';
import { followContainerApi } from './container-api.ts';
import { followContainerFile } from './container-file.ts';
import type { ContainerLog, ContainerLogDependencies } from './container-log.ts';
import type { Slots } from './slots.ts';

/** The logs of all containers that it is told of. */
export interface ContainerLogs {
  /** To be told what happens to containers. */
  readonly listener: ContainerListener;
  /** Looks again for files that were not there yet. */
  retry(): void;
  /** Tells what to go on from. */
  keep(): void;
  /** Those that can be read. */
  count(kind: SourceKind): number;
  /** Those that can't be read for now. */
  unreadable(): number;
  /** Lets go of all. */
  stop(): void;
}

/** What it needs. */
export interface ContainerLogsOptions extends ContainerLogDependencies {
  readonly slots: Slots;
}

/** No container yet. */
export function createContainerLogs(options: ContainerLogsOptions): ContainerLogs {
  const followed = new Map<string, { readonly container: Container; readonly log: ContainerLog }>();
  /** Containers whose log can't be followed yet, and what is missing. */
  const waiting = new Map<string, { readonly container: Container; readonly missing: Missing }>();

  const follow = (container: Container) => {
    const { id } = container;
    const slot = slotOf(id);
    const onEnd = () => {
      followed.delete(id);
      options.slots.free(slot);
    };
    // A file that was not there is new when it is, however the clocks may differ.
    const startAt = waiting.get(id)?.missing === 'file' ? () => 'beginning' as const : options.startAt;
    waiting.delete(id);
    if (container.logDriver === 'none') return;
    const log = options.slots.take(slot) ? openLog(container, { ...options, startAt }, onEnd) : 'room';
    if (typeof log === 'string') waiting.set(id, { container, missing: log });
    else followed.set(id, { container, log });
  };

  return {
    listener: {
      appeared: follow,
      changed(container) {
        const known = followed.get(container.id);
        if (known && tagsKey(known.container.tags) === tagsKey(container.tags)) {
          known.log.changed(container);
          return;
        }
        // Renamed: what it says from here on goes by its new name.
        known?.log.release();
        followed.delete(container.id);
        follow(container);
      },
      gone({ id }) {
        waiting.delete(id);
        const known = followed.get(id);
        if (known) known.log.finish();
        else options.slots.free(slotOf(id));
      },
      event({ action, id, time }) {
        if (action === 'die') followed.get(id)?.log.died(time);
      },
    },
    retry() {
      for (const { container } of [...waiting.values()]) follow(container);
    },
    keep() {
      for (const { log } of followed.values()) log.keep();
    },
    count: kind => [...followed.values()].filter(({ log }) => log.kind === kind && !log.unreadable).length,
    unreadable: () => [...followed.values()].filter(({ log }) => log.unreadable).length,
    stop() {
      for (const [id, { log }] of followed) {
        log.release();
        options.slots.free(slotOf(id));
      }
      followed.clear();
      waiting.clear();
    },
  };
}

const slotOf = (id: string) => `container:${id}`;

/** Why a log can't be followed yet: there is no file, something else follows it, or `logs.max_files` are followed. */
type Missing = 'file' | 'turn' | 'room';

/** Follows a log by its file where it has one that can be read, else through the engine. */
function openLog(container: Container, options: ContainerLogsOptions, onEnd: () => void): ContainerLog | Missing {
  const { logDriver, logPath, name, state } = container;
  if (logDriver === 'json-file') {
    // Before its first start a container has no log.
    if (logPath === '') return state === 'created' ? 'file' : followContainerApi(container, options, onEnd);
    const file = followContainerFile(container, options, onEnd);
    if (file.ok) return file.value;
    const { kind, reason } = file.reason;
    if (kind === 'followed') return 'turn';
    if (kind === 'missing' && existsSync(dirname(logPath))) return 'file';
    options.logger.info(
      `the log of container ${quote(name)} is read through the engine, at a higher price: ${reason} at ${logPath}`,
    );
  }
  return followContainerApi(container, options, onEnd);
}
