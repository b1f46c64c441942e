import type { Container } from '../../shared/engine/container.ts';
import type { Engine } from '../../shared/engine/engine.ts';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import type { FileContext, StartAt } from '../files/open-log-file.ts';
import type { Gate } from '../gate.ts';
import type { Stream } from '../lines/json-envelope.ts';
import type { LineLimits } from '../lines/line-sink.ts';
import type { OpenLogMetrics } from '../metrics/counted-log.ts';
import type { LogMetrics } from '../metrics/log-metrics.ts';
import type { LogReading } from '../metrics/observed-log.ts';
import type { Positions } from '../positions.ts';
import { usableLabelRules } from '../rules/label-rules.ts';
import type { SourceKind, TailerMetrics } from '../tailer-metrics.ts';
import type { Followers } from './followers.ts';

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
  /** See `files/open-log-file.ts`. */
  readonly reach?: FileContext['reach'];
  /** For containers of which no position is known. */
  readonly startAt: StartAt;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly gate: Pick<Gate, 'opened'>;
}

/** The metrics of a container's two streams. */
export type StreamMetrics = Readonly<Record<Stream, OpenLogMetrics>>;

/** A series of metrics for each stream, with the rules that the container's labels have. */
export function openStreamMetrics(metrics: LogMetrics, container: Container, logger: Logger): StreamMetrics {
  const { id, name, tags } = container;
  const identity = { rules: usableLabelRules(container, logger), key: `container:${id}` };
  const open = (stream: Stream) => metrics.open(name, { ...tags, stream }, identity);
  return { stdout: open('stdout'), stderr: open('stderr') };
}

/** Both streams are read at once. */
export function describeStreams({ stdout, stderr }: StreamMetrics, reading: () => LogReading): void {
  stdout.describe(reading);
  stderr.describe(reading);
}

/** Says what has gathered, and forgets the streams. */
export function closeStreamMetrics({ stdout, stderr }: StreamMetrics): void {
  stdout.close();
  stderr.close();
}
