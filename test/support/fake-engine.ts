import { Readable } from 'node:stream';
import type { Container, ContainerEvent } from '../../services/shared/engine/container.ts';
import type { Engine } from '../../services/shared/engine/engine.ts';
import { failure, success } from '../../services/shared/outcome.ts';

/** An engine whose containers and events a test scripts. */
export interface FakeEngine extends Engine {
  readonly containers: Map<string, Container>;
  /** What was asked of it: `check`, `list`, `inspect web`, `events since 1000`. */
  readonly asked: string[];
  /** An event happens; who does not listen may ask for it later. */
  emit(event: Pick<ContainerEvent, 'time' | 'action' | 'id'> & Partial<ContainerEvent>): void;
  /** It stops, in the middle of everything. */
  down(): void;
  up(): void;
  /** The next request of this kind fails. */
  failNext(kind: 'list' | 'inspect'): void;
}

/** A container that runs `nginx:1.28`, but for `differences`. */
export function fakeContainer(id: string, differences: Partial<Container> = {}): Container {
  return {
    id,
    name: id,
    tags: { container: id, image: 'nginx:1.28' },
    labels: {},
    state: 'running',
    pid: 100,
    startedAt: 1000,
    restarts: 0,
    hostNetwork: false,
    tty: false,
    logDriver: 'json-file',
    logPath: `/var/lib/docker/containers/${id}/${id}-json.log`,
    ...differences,
  };
}

/** An engine that runs, with these containers. */
export function createFakeEngine(...containers: Container[]): FakeEngine {
  const asked: string[] = [];
  const history: ContainerEvent[] = [];
  const failing = new Set<string>();
  const listeners = new Set<{ onEvent: (event: ContainerEvent) => void; end: () => void }>();
  let running = true;
  const answer = (kind: string, detail = '') => {
    asked.push(`${kind}${detail}`);
    if (!running || failing.delete(kind)) throw new Error(`${kind} failed`);
  };
  const engine: FakeEngine = {
    asked,
    containers: new Map(containers.map(container => [container.id, container])),
    async check() {
      asked.push('check');
      return running ? success('20.10.24') : failure({ detail: 'no engine', remedy: 'start it' });
    },
    async list() {
      answer('list');
      return [...engine.containers.values()];
    },
    async inspect(id) {
      answer('inspect', ` ${id}`);
      return engine.containers.get(id);
    },
    events(since, onEvent, signal) {
      answer('events', ` since ${since}`);
      for (const event of history) if (event.time >= since) onEvent(event);
      return new Promise(resolve => {
        const listener = { onEvent, end: resolve };
        listeners.add(listener);
        signal.addEventListener('abort', () => {
          listeners.delete(listener);
          resolve();
        });
      });
    },
    logs: async () => Readable.from([]),
    emit(event) {
      const whole = { tags: { container: `${event.id} of the event` }, labels: {}, exitCode: undefined, ...event };
      history.push(whole);
      for (const { onEvent } of listeners) onEvent(whole);
    },
    down() {
      running = false;
      for (const { end } of listeners) end();
      listeners.clear();
    },
    up() {
      running = true;
    },
    failNext: kind => void failing.add(kind),
  };
  return engine;
}
