import type { Event } from '../../services/shared/event.ts';
import { type Tags, tagsKey } from '../../services/shared/metric.ts';
import type { StatsdClient } from '../../services/shared/statsd-client/client.ts';

/** A StatsD client that keeps what it is told, as text: `system.cpu.utilization{mode:user} 0.25 g`. */
export interface RecordingClient extends StatsdClient {
  readonly lines: string[];
  readonly events: Event[];
  /** What was said since the last call, sorted. */
  take(): string[];
}

/** An empty recording. */
export function createRecordingClient(): RecordingClient {
  const lines: string[] = [];
  const events: Event[] = [];
  const say =
    (type: string) =>
    (name: string, value: number | string, tags: Tags = {}) => {
      const key = tagsKey(tags);
      lines.push(`${name}${key ? `{${key}}` : ''} ${value} ${type}`);
    };
  const repeated =
    (type: string) =>
    (name: string, value: number, tags: Tags = {}, times = 1) => {
      for (let count = 0; count < times; count++) say(type)(name, value, tags);
    };
  return {
    lines,
    events,
    count: say('c'),
    gauge: say('g'),
    gaugeDelta: (name, change, tags) => say('g')(name, change < 0 ? `${change}` : `+${change}`, tags),
    timing: repeated('ms'),
    histogram: repeated('h'),
    distribution: repeated('d'),
    set: say('s'),
    event: event => void events.push(event),
    flush() {},
    close: async () => {},
    take: () => lines.splice(0).sort(),
  };
}
