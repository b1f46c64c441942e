import type { SelfCounter, SelfMetrics } from '../../shared/self-metrics.ts';
import { type UnreadReason, unreadReasons } from '../journal/decompress.ts';

/** What the journal's reader counts of itself: `tidegauge.log.journal.*` of docs/metrics.md. */
export interface JournalMetrics {
  /** Entries left out since they are damaged. */
  readonly damaged: SelfCounter;
  /** Entries of which the message could not be decompressed. */
  readonly unread: Readonly<Record<UnreadReason, SelfCounter>>;
  /** Files that were gone before they were read to their end, or left out. */
  readonly missed: SelfCounter;
}

/** Registers all of them; `behind` is read at each report. */
export function registerJournalMetrics(selfMetrics: SelfMetrics, behind: () => number): JournalMetrics {
  selfMetrics.gauge('tidegauge.log.journal.behind', behind);
  const unread = unreadReasons.map(
    reason => [reason, selfMetrics.counter('tidegauge.log.journal.unread', { reason })] as const,
  );
  return {
    damaged: selfMetrics.counter('tidegauge.log.journal.damaged'),
    unread: Object.fromEntries(unread) as Record<UnreadReason, SelfCounter>,
    missed: selfMetrics.counter('tidegauge.log.journal.missed'),
  };
}
