import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Container, ContainerEvent } from '../../shared/engine/container.ts';
import type { ContainerListener } from '../../shared/engine/engine.ts';
import { quote } from '../../shared/logging/quote.ts';
import { tagsKey } from '../../shared/metric.ts';
import { isExcluded } from '../rules/label-rules.ts';
import type { SourceKind } from '../tailer-metrics.ts';
import { followContainerApi } from './container-api.ts';
import { createContainerBirths } from './container-birth.ts';
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
  /** Whether this one is followed, or will be. */
  knows(id: string): boolean;
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

  const births = createContainerBirths(options.clock);
  const reach = (path: string) => births.reach(path);

  const follow = (container: Container) => {
    const { id } = container;
    const slot = slotOf(id);
    const onEnd = () => {
      followed.delete(id);
      options.slots.free(slot);
    };
    // A file that was not there is new when it is, however the clocks may differ.
    const isNew = waiting.get(id)?.missing === 'file' || births.held(id) !== undefined;
    const startAt = isNew ? () => 'beginning' as const : options.startAt;
    waiting.delete(id);
    births.learn(id, container.logPath);
    if (container.logDriver === 'none' || isExcluded(container)) return births.forget(id);
    const log = options.slots.take(slot) ? openLog(container, { ...options, startAt, reach }, onEnd) : 'room';
    if (typeof log === 'string') waiting.set(id, { container, missing: log });
    else followed.set(id, { container, log });
    if (log === 'file') births.await(id, logPath => follow({ ...container, logPath }));
    else births.forget(id);
  };
  /** Reads all there is of a container that is gone, and of which the file was held. */
  const readHeld = (container: Omit<Container, 'logPath'>) => {
    const logPath = births.held(container.id);
    if (logPath === undefined) return;
    follow({ ...container, logPath });
    followed.get(container.id)?.log.finish();
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
      gone(container) {
        const { id } = container;
        if (!followed.has(id)) readHeld(container);
        else followed.get(id)?.log.finish();
        waiting.delete(id);
        births.forget(id);
        if (!followed.has(id)) options.slots.free(slotOf(id));
      },
      event(event) {
        const { action, id, time } = event;
        if (action === 'die') followed.get(id)?.log.died(time);
        // Of one that was gone before it could be inspected there are only its events.
        if (action === 'destroy') readHeld(fromEvent(event));
      },
    },
    retry() {
      for (const { container } of [...waiting.values()]) follow(container);
    },
    keep() {
      for (const { log } of followed.values()) log.keep();
    },
    count: kind => [...followed.values()].filter(({ log }) => log.kind === kind && !log.unreadable).length,
    knows: id => followed.has(id) || waiting.has(id),
    unreadable: () => [...followed.values()].filter(({ log }) => log.unreadable).length,
    stop() {
      for (const [id, { log }] of followed) {
        log.release();
        options.slots.free(slotOf(id));
      }
      followed.clear();
      waiting.clear();
      births.stop();
    },
  };
}

const slotOf = (id: string) => `container:${id}`;

/** What is known of a container that is gone, when only its last event was told. */
function fromEvent({ id, tags, labels }: ContainerEvent): Omit<Container, 'logPath'> {
  const gone = { state: 'dead', pid: 0, startedAt: undefined, restarts: 0, hostNetwork: false, tty: false } as const;
  return { id, name: tags.container ?? id, tags, labels, logDriver: 'json-file', ...gone };
}

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
