import type { Container } from '../../shared/engine/container.ts';
import { type Outcome, success } from '../../shared/outcome.ts';
import type { OpenFailure } from '../files/open-log-file.ts';
import { createJsonFileDecoder } from '../lines/json-file.ts';
import {
  type ContainerLog,
  type ContainerLogDependencies,
  closeStreamMetrics,
  describeStreams,
  openStreamMetrics,
} from './container-log.ts';

/** The engine cuts what a container writes to pieces of 16 KiB; escaped and wrapped they stay far below this, bytes. */
const longestRecord = 1_048_576;
/** The engine notes a start some moments after the first output of the process, but never that long, milliseconds. */
const startLag = 50;

/** Follows the file of the json-file driver. `onEnd`: it was finished, or is gone. */
export function followContainerFile(
  container: Container,
  { followers, metrics, counters, positions, limits, reach, startAt, logger }: ContainerLogDependencies,
  onEnd: () => void,
): Outcome<ContainerLog, OpenFailure> {
  const { id, logPath, startedAt } = container;
  const create = () => {
    const streams = openStreamMetrics(metrics, container, logger);
    const decoder = createJsonFileDecoder({
      sinks: streams,
      limits,
      onDamaged: bytes => counters.lost.damaged.add(bytes),
      kept: positions.container(id)?.open ?? {},
      keptAt: positions.savedAt ?? 0,
    });
    // A line that the last run left open does not go on in what the container wrote after a new start.
    if (startedAt !== undefined) decoder.died(startedAt - startLag);
    return { streams, decoder };
  };
  let made: ReturnType<typeof create> | undefined;
  const open = () => {
    made ??= create();
    return made;
  };
  let dead = false;
  let started = startedAt;
  const endOpenLines = () => {
    if (dead) open().decoder.end();
    dead = false;
  };
  const keep = () => positions.keepContainer({ id, open: open().decoder.keep() });
  const close = () => {
    keep();
    closeStreamMetrics(open().streams);
  };

  const followed = followers.follow({
    source: `container:${id}`,
    path: logPath,
    sink: () => open().decoder,
    limits: { ...limits, maxLine: longestRecord },
    startAt,
    startRotatedAt: startAt,
    ...(reach && { reach }),
    onIdle: endOpenLines,
    onEnd() {
      open().decoder.end();
      close();
      onEnd();
    },
  });
  if (!followed.ok) return followed;
  describeStreams(open().streams, () => ({ kind: 'container', ...followed.value.reading() }));
  return success({
    kind: 'container',
    unreadable: false,
    changed({ state, startedAt: latest }) {
      // Of a death while the engine was away there is no event.
      if (state === 'exited' || state === 'dead') dead = true;
      if (latest === undefined || latest === started) return;
      started = latest;
      open().decoder.died(latest - startLag);
    },
    died(time) {
      open().decoder.died(time);
      dead = true;
    },
    finish: followed.value.finish,
    keep,
    release() {
      followed.value.release();
      close();
    },
  });
}
