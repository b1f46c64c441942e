import type { ContainerEvent } from '../../shared/engine/container.ts';
import type { StatsdClient } from '../../shared/statsd-client/client.ts';
import { sentenceOf } from './sentence.ts';

/** Tells events of containers as StatsD events. */
export interface EventTeller {
  /** Tells the event, unless it is noise: attach, exec, resize, top, a health that is the same as before. */
  tell(event: ContainerEvent): void;
  /** The container is gone, though not all of its events may have been told. */
  forget(id: string): void;
}

/** The kernel kills, the engine tells of it, and the container ends, all within a moment; longer ago, it ended for another reason. */
const oomToEnd = 10_000;

/** No event told yet. */
export function createEventTeller(statsd: Pick<StatsdClient, 'event' | 'flush'>): EventTeller {
  const healths = new Map<string, string>();
  const killsForMemory = createKillsForMemory();
  const forget = (id: string) => void healths.delete(id);
  return {
    forget,
    tell(event) {
      const { id, time, exitCode, tags } = event;
      const [action = '', detail = ''] = event.action.split(': ');
      if (action === 'health_status') {
        if (healths.get(id) === detail) return;
        healths.set(id, detail);
      }
      if (action === 'oom') killsForMemory.add(id, time);
      if (action === 'destroy') forget(id);
      const killedForMemory = action === 'die' && exitCode !== 0 && killsForMemory.has(id, time);
      const text = sentenceOf(action, { event, detail, killedForMemory });
      if (text === undefined) return;
      statsd.event({
        time: Math.floor(time),
        title: `container ${action}`,
        text,
        tags: { ...tags, action, ...(exitCode !== undefined && { exit_code: String(exitCode) }) },
      });
      statsd.flush();
    },
  };
}

/** Remembers which containers the kernel just killed in, by their ids; times in epoch ms. */
function createKillsForMemory() {
  const kills = new Map<string, number>();
  return {
    add(id: string, time: number) {
      for (const [other, before] of kills) if (time - before > oomToEnd) kills.delete(other);
      kills.set(id, time);
    },
    has: (id: string, time: number) => time - (kills.get(id) ?? Number.NEGATIVE_INFINITY) <= oomToEnd,
  };
}
