import type { LineLimits, LineSink } from '../lines/line-sink.ts';
import { createPartialLine, type KeptPartial, type PartialLine } from '../lines/partial-line.ts';
import { preceded } from '../lines/preceded.ts';

/** The first line of a file, of which the beginning may lie in another: a copy that was made in the middle of that line. */
export interface FirstLine {
  /** It began so; `begun` is empty then. */
  precede(begun: PartialLine): void;
  /** Puts its beginning before the first line that is handed on to `sink`. */
  sink(sink: LineSink): LineSink;
  /** Its beginning, while the line has not ended; the same object as long as nothing changes. */
  kept(): KeptPartial | undefined;
  /** Its beginning goes before what else comes of `rest`. */
  moveTo(rest: PartialLine): void;
  /** Lets go of its beginning. */
  clear(): void;
}

/** As an earlier run kept it, or with nothing before it. */
export function createFirstLine(limits: LineLimits, found: KeptPartial | undefined): FirstLine {
  const begun = createPartialLine(limits, found);
  let kept = begun.keep();
  return {
    precede(other) {
      other.moveTo(begun);
      kept = begun.keep();
    },
    sink: sink => (begun.open ? preceded(begun, sink) : sink),
    kept: () => (begun.open ? kept : undefined),
    moveTo: rest => begun.moveTo(rest),
    clear: () => begun.clear(),
  };
}
