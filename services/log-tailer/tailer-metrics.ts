import type { SelfCounter, SelfMetrics } from '../shared/self-metrics.ts';

/** Why bytes of a log were never read. */
export const lossReasons = ['truncated', 'unreadable', 'damaged'] as const;

/** One of {@link lossReasons}. */
export type LossReason = (typeof lossReasons)[number];

/** How a log is read: a file of the host, a container's file, a container's log through the engine, or a file of the journal. */
export const sourceKinds = ['file', 'container', 'api', 'journal'] as const;

/** One of {@link sourceKinds}. */
export type SourceKind = (typeof sourceKinds)[number];

/** What the tailer counts of itself: `tidegauge.log.*` of docs/metrics.md. */
export interface TailerMetrics {
  readonly lines: SelfCounter;
  readonly truncated: SelfCounter;
  readonly lost: Readonly<Record<LossReason, SelfCounter>>;
  /** Times that files of a log may have come and gone unseen. */
  readonly gaps: SelfCounter;
  readonly skipped: SelfCounter;
}

/** Registers all of them; the gauges are read at each report. */
export function registerTailerMetrics(
  selfMetrics: SelfMetrics,
  gauges: { readonly behind: () => number; readonly sources: (kind: SourceKind) => number },
): TailerMetrics {
  selfMetrics.gauge('tidegauge.log.behind', gauges.behind);
  for (const kind of sourceKinds) selfMetrics.gauge('tidegauge.log.sources', () => gauges.sources(kind), { kind });
  const lost = (reason: LossReason) => selfMetrics.counter('tidegauge.log.lost', { reason });
  return {
    lines: selfMetrics.counter('tidegauge.log.lines'),
    truncated: selfMetrics.counter('tidegauge.log.truncated'),
    lost: { truncated: lost('truncated'), unreadable: lost('unreadable'), damaged: lost('damaged') },
    gaps: selfMetrics.counter('tidegauge.log.gaps'),
    skipped: selfMetrics.counter('tidegauge.log.skipped'),
  };
}
