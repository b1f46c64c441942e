import type { KeptLine, SourceDetail, SourceFormat, SourceStatus } from '../../shared/logs/source-status.ts';
import type { Tags } from '../../shared/metric.ts';
import type { ObservedLog } from '../metrics/observed-log.ts';

/** From here on a log counts as behind, bytes: less is read within a moment. */
const behindFrom = 1_048_576;

/** One log, of what is known of its streams: at least one. */
export function describeSource(streams: readonly [ObservedLog, ...ObservedLog[]]): SourceStatus {
  const [{ name, tags, reading }] = streams;
  const behind = reading?.behind ?? null;
  const seen = streams.flatMap(({ lastLine }) => lastLine ?? []);
  return {
    name,
    kind: reading?.kind ?? 'file',
    state:
      reading?.trouble !== undefined ? 'unreadable' : behind !== null && behind >= behindFrom ? 'behind' : 'reading',
    ...(reading?.trouble === undefined ? {} : { reason: reading.trouble }),
    tags: withoutStream(tags),
    formats: formatsOf(streams),
    lines: streams.reduce((sum, { lines }) => sum + lines, 0),
    lastLine: seen.length > 0 ? Math.max(...seen) : null,
    behind,
  };
}

/** What only the page of one log shows. */
export function detailsOf(
  streams: readonly [ObservedLog, ...ObservedLog[]],
): Pick<SourceDetail, 'position' | 'errorLines' | 'sampleLines' | 'rules'> {
  const position = streams[0].reading?.position;
  // Rules are for a name, so both streams of a container have the same.
  const rules = streams[0].rules.map((rule, index) => ({
    ...rule,
    matched: streams.reduce((sum, stream) => sum + (stream.rules[index]?.matched ?? 0), 0),
  }));
  return {
    ...(position ? { position } : {}),
    errorLines: byTime(streams.flatMap(({ kept }) => kept.errors())),
    sampleLines: byTime(streams.flatMap(({ kept }) => kept.samples())),
    rules,
  };
}

/** A file that should be read and can't. */
export function describeUnfit(path: string, reason: string): SourceStatus {
  return {
    name: path,
    kind: 'file',
    state: 'unreadable',
    reason,
    tags: { file: path },
    formats: [],
    lines: 0,
    lastLine: null,
    behind: null,
  };
}

function withoutStream({ stream: _stream, ...rest }: Tags): Tags {
  return rest;
}

function formatsOf(streams: readonly ObservedLog[]): readonly SourceFormat[] {
  const all = streams.flatMap(({ format, formatIsSet, tags, lines }): SourceFormat[] =>
    format === undefined || (lines === 0 && !formatIsSet)
      ? []
      : [
          {
            format,
            setBy: formatIsSet ? 'configuration' : 'lines',
            ...(tags.stream === undefined ? {} : { stream: tags.stream }),
          },
        ],
  );
  const [first] = all;
  // Of a container whose streams are alike, which is which says nothing.
  if (first && all.every(({ format }) => format === first.format))
    return [{ format: first.format, setBy: first.setBy }];
  return all;
}

const byTime = (lines: readonly KeptLine[]) => [...lines].sort((a, b) => a.time - b.time);
