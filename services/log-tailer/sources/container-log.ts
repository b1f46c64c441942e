import type { Container } from '../../shared/engine/container.ts';
import type { Engine } from '../../shared/engine/engine.ts';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import type { StartAt } from '../files/open-log-file.ts';
import type { Stream } from '../lines/json-envelope.ts';
import type { LineLimits } from '../lines/line-sink.ts';
import type { Positions } from '../positions.ts';
import type { SourceKind, TailerMetrics } from '../tailer-metrics.ts';
import type { Followers } from './followers.ts';
import type { LogMetrics, OpenLogMetrics } from './log-metrics.ts';

/** The log of one container, followed in one way. */
export interface ContainerLog {
  readonly kind: SourceKind;
  /** It can't be read for now, and is tried again. */
  readonly unreadable: boolean;
  /** The container was started, stopped or renamed. */
  changed(container: Container): void;
  /** It died at `time` (epoch ms). */
  died(time: number): void;
  /** It was removed: what it wrote is still read, then everything is let go of. */
  finish(): void;
  /** Tells what to go on from. */
  keep(): void;
  /** Lets go of it; what follows is read when it is followed again. */
  release(): void;
}

/** What following a container's log takes. */
export interface ContainerLogDependencies {
  readonly engine: Engine;
  readonly followers: Followers;
  readonly metrics: LogMetrics;
  readonly counters: Pick<TailerMetrics, 'lost'>;
  readonly positions: Positions;
  readonly limits: LineLimits;
  /** For containers of which no position is known. */
  readonly startAt: StartAt;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The metrics of a container's two streams. */
export type StreamMetrics = Readonly<Record<Stream, OpenLogMetrics>>;

/** A series of metrics for each stream. */
export function openStreamMetrics(metrics: LogMetrics, { name, tags }: Container): StreamMetrics {
  const open = (stream: Stream) => metrics.open(name, { ...tags, stream });
  return { stdout: open('stdout'), stderr: open('stderr') };
}

/** Says what has gathered, and forgets the streams. */
export function closeStreamMetrics({ stdout, stderr }: StreamMetrics): void {
  stdout.close();
  stderr.close();
}
