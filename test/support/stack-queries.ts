import { parseAnswer, type Rows } from '../../services/shared/store/influxdb/reader.ts';
import type { Stack } from './stack.ts';

/** How a test asks what the stack counted: the store itself, and the way a machine does, through the front. */
export interface StackQueries {
  /** The store's answer to an InfluxQL statement. */
  influxql(statement: string): Promise<Rows[]>;
  /** The sum of a metric's values of the last hour in the store, 0 when it has none. */
  stored(metric: string, where?: Readonly<Record<string, string>>): Promise<number>;
  /** The same as the API answers it. */
  answered(metric: string, where?: Readonly<Record<string, string>>): Promise<number>;
  /** A GET through the front with the token for machines. */
  get(path: string): Promise<Response>;
  /** JSON posted through the front with that token. */
  post(path: string, body: object): Promise<Response>;
}

/** No answer is waited for longer, milliseconds: a connection that was made while a container started may lead nowhere. */
const patience = 20_000;

/** Queries to a stack that is up. */
export async function createStackQueries(stack: Stack): Promise<StackQueries> {
  const operator = await stack.readVolume('provisioner-data', 'influxdb-operator-token');
  const machine = await stack.readVolume('provisioner-data', 'api-token');

  const influxql: StackQueries['influxql'] = async statement => {
    const response = await fetch(`${stack.storeUrl}/query`, {
      method: 'POST',
      headers: { authorization: `Token ${operator}` },
      signal: AbortSignal.timeout(patience),
      body: new URLSearchParams({ db: 'metrics', epoch: 'ms', q: statement }),
    });
    return parseAnswer(await response.text());
  };
  const ask = (path: string, headers: Readonly<Record<string, string>> = {}, more: RequestInit = {}) =>
    fetch(stack.url + path, {
      ...more,
      headers: { ...headers, authorization: `Bearer ${machine}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    });

  return {
    influxql,
    get: path => ask(path),
    post: (path, body) =>
      ask(path, { 'content-type': 'application/json' }, { method: 'POST', body: JSON.stringify(body) }),
    async stored(metric, where = {}) {
      const filters = Object.entries(where).map(([tag, value]) => ` AND "${tag}" = '${value}'`);
      const rows = await influxql(
        `SELECT sum("value") FROM "${metric.replaceAll('.', '_')}" WHERE time > now() - 1h${filters.join('')}`,
      );
      return Number(rows[0]?.values?.[0]?.[1] ?? 0);
    },
    async answered(metric, where = {}) {
      const filters = Object.entries(where).map(([tag, value]) => `&where=${encodeURIComponent(`${tag}:${value}`)}`);
      const response = await ask(`/api/v1/query?metric=${metric}&agg=sum&from=-1h&step=60${filters.join('')}`);
      if (!response.ok) throw new Error(`${metric} was answered ${response.status}: ${await response.text()}`);
      const { series } = (await response.json()) as { series: { points: [number, number | null][] }[] };
      return series.flatMap(({ points }) => points).reduce((sum, [, value]) => sum + (value ?? 0), 0);
    },
  };
}
