/** What the store holds of some lines. */
export interface Stored {
  readonly lines: number;
  /** Sum of their numbers. */
  readonly numbers: number;
}

/** What the store holds, per source. */
export interface Counts {
  /** By source and block, as the rules counted them. */
  readonly blocks: ReadonlyMap<string, ReadonlyMap<number, Stored>>;
  /** Lines by path of the file or name of the container, as they are counted without a rule. */
  readonly logs: ReadonlyMap<string, number>;
  /** Bytes that the tailer says it has not read yet. */
  readonly behind: number | undefined;
}

/** Lines of one source that the rule counted. */
export function linesOf(counts: Counts | undefined, source: string): number {
  let sum = 0;
  for (const { lines } of counts?.blocks.get(source)?.values() ?? []) sum += lines;
  return sum;
}

interface Series {
  readonly tags: Readonly<Record<string, string>>;
  /** Of all windows together. */
  readonly value: number;
  /** Of the last window that has one. */
  readonly last: number | undefined;
}

/** Asks the API of the pages at `url`; undefined while it, or the store, is out of reach. */
export async function readCounts(url: string): Promise<Counts | undefined> {
  const [lines, numbers, logs, behind] = await Promise.all([
    query(url, 'metric=chaos.lines&agg=sum&group=source,block'),
    query(url, 'metric=chaos.numbers&agg=sum&group=source,block'),
    query(url, 'metric=log.lines&agg=sum&group=file,container'),
    query(url, 'metric=tidegauge.log.behind&agg=last', '10s', '1s'),
  ]);
  if (!lines || !numbers || !logs || !behind) return undefined;
  const blocks = new Map<string, Map<number, Stored>>();
  const add = ({ tags }: Series, more: Partial<Stored>) => {
    const { source = '', block = '' } = tags;
    const ofSource = blocks.get(source) ?? new Map<number, Stored>();
    blocks.set(source, ofSource);
    ofSource.set(Number(block), { ...(ofSource.get(Number(block)) ?? { lines: 0, numbers: 0 }), ...more });
  };
  for (const series of lines) add(series, { lines: series.value });
  for (const series of numbers) add(series, { numbers: series.value });
  return {
    blocks,
    logs: new Map(logs.map(({ tags, value }) => [tags.file || tags.container || '', value])),
    behind: behind.at(-1)?.last,
  };
}

/** The sum of a metric in the store, by its tag; for what the tailer and the server say of losses. */
export async function readSum(url: string, metric: string): Promise<number> {
  const series = (await query(url, `metric=${metric}&agg=sum`)) ?? [];
  return series.reduce((sum, { value }) => sum + value, 0);
}

/** A run is shorter than this; the store has raw points of it, with windows of the same width as few as can be. */
const longestRun = '6h';
/** No answer is waited for longer, milliseconds. */
const patience = 10_000;

async function query(
  url: string,
  parameters: string,
  range = longestRun,
  step = range,
): Promise<readonly Series[] | undefined> {
  try {
    const response = await fetch(`${url}/api/v1/query?${parameters}&from=-${range}&step=${step}`, {
      signal: AbortSignal.timeout(patience),
    });
    // A metric of which nothing is stored yet is not known.
    if (response.status === 404) return [];
    if (!response.ok) return undefined;
    const { series } = (await response.json()) as {
      series: { tags: Record<string, string>; points: [number, number | null][] }[];
    };
    return series.map(({ tags, points }) => {
      const values = points.flatMap(([, value]) => value ?? []);
      return { tags, value: values.reduce((sum, value) => sum + value, 0), last: values.at(-1) };
    });
  } catch {
    return undefined;
  }
}
