import type { LogInspector } from '../../shared/logs/log-inspector.ts';
import type { SourceStatus } from '../../shared/logs/source-status.ts';
import { success } from '../../shared/outcome.ts';
import type { LineKeeper } from '../metrics/kept-lines.ts';
import type { LogMetrics } from '../metrics/log-metrics.ts';
import type { ObservedLog } from '../metrics/observed-log.ts';
import { describeSource, describeUnfit, detailsOf } from './describe.ts';

/** What is looked at. */
export interface InspectorOptions {
  readonly metrics: Pick<LogMetrics, 'observe'>;
  /** Files that can't be read, and why. */
  unfit(): ReadonlyMap<string, string>;
  readonly keeper: LineKeeper;
  /** Value of the tag `host`. */
  readonly host: string;
  readonly test: LogInspector['test'];
}

/** A list of more would be of no use, and large. */
const mostSources = 1000;

type Streams = [ObservedLog, ...ObservedLog[]];

/** Computes every answer when it is asked, of what is counted anyway. */
export function createInspector({ metrics, unfit, keeper, host, test }: InspectorOptions): LogInspector {
  const byName = () => {
    const found = new Map<string, Streams>();
    for (const log of metrics.observe()) {
      const streams = found.get(log.name);
      if (streams) streams.push(log);
      else found.set(log.name, [log]);
    }
    return found;
  };
  return {
    async sources() {
      const followed = byName();
      const left = [...unfit()].filter(([path]) => !followed.has(path));
      const all: SourceStatus[] = [
        ...[...followed.values()].map(describeSource),
        ...left.map(([path, reason]) => describeUnfit(path, reason)),
      ].sort((a, b) => (a.name < b.name ? -1 : 1));
      return success({ host, sources: all.slice(0, mostSources), more: Math.max(0, all.length - mostSources) });
    },
    async source(name) {
      const streams = byName().get(name);
      if (streams) return success({ ...describeSource(streams), ...detailsOf(streams), host, keepsLines: keeper.on });
      const reason = unfit().get(name);
      if (reason === undefined) return success(undefined);
      const nothing = { errorLines: [], sampleLines: [], rules: [], keepsLines: keeper.on };
      return success({ ...describeUnfit(name, reason), ...nothing, host });
    },
    test,
  };
}
