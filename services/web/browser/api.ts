import type { PanelQuery } from '../../../dashboards/model.ts';
import type { RuleTest, RuleTestReport } from '../../shared/logs/rule-test.ts';
import type { SourceDetail, SourceList } from '../../shared/logs/source-status.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { mostRunningQueries } from '../../shared/running/most-queries.ts';
import type { RunningAnswer } from '../../shared/running/running.ts';
import type { ContainerSummary } from '../api/containers.ts';
import { logInAgain } from './login.ts';
import { isListed } from './metric-names.ts';
import type { Span } from './range.ts';

/** One line as the API answers it. */
export interface ApiSeries {
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch seconds, and the value. */
  readonly points: readonly (readonly [number, number | null])[];
}

/** An event as the API answers it; `time` in epoch seconds. */
export interface ApiEvent {
  readonly time: number;
  readonly title: string;
  readonly text: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What went wrong: `refused` by the API for a reason that stays, or `lost` on the way. */
export interface ApiFailure {
  readonly kind: 'refused' | 'lost' | 'aborted';
  readonly message: string;
}

type Answer<Value> = Promise<Outcome<Value, ApiFailure>>;
type Filters = Readonly<Record<string, string>>;

/** The points of a panel's query over a span, narrowed by filters. */
export async function fetchSeries(
  query: PanelQuery,
  span: Span,
  filters: Filters,
  signal: AbortSignal,
): Answer<ApiSeries[]> {
  const parameters = parametersOf(query);
  for (const [name, value] of Object.entries({ ...times(span), step: `${span.step / 1000}` }))
    parameters.set(name, value);
  addFilters(parameters, filters);
  const answer = await get<{ series: ApiSeries[] }>(`query?${parameters}`, signal);
  return answer.ok ? success(answer.value.series) : answer;
}

/** What has come since the last flush; `interval` is null where that is not known. Times are epoch seconds. */
export interface Running {
  readonly interval: { readonly start: number; readonly now: number } | null;
  readonly answers: readonly RunningAnswer[];
}

/** Characters of an address that are safe to ask for; the server takes some more. */
const longestAddress = 7000;

/** What queries amount to in the interval under way: of those that fit into one request, from the first on. */
export function fetchRunning(queries: readonly PanelQuery[], filters: Filters, signal: AbortSignal): Answer<Running> {
  const parameters = new URLSearchParams();
  addFilters(parameters, filters);
  let length = parameters.toString().length;
  for (const query of queries.slice(0, mostRunningQueries)) {
    const text = parametersOf(query).toString();
    length += new URLSearchParams({ query: text }).toString().length + 1;
    if (length > longestAddress) break;
    parameters.append('query', text);
  }
  return get(`running?${parameters}`, signal);
}

/** The newest events of a span. */
export function fetchEvents(span: Span, filters: Filters, signal: AbortSignal): Answer<ApiEvent[]> {
  const parameters = new URLSearchParams({ ...times(span), limit: '100' });
  addFilters(parameters, filters);
  return get(`events?${parameters}`, signal);
}

/** The containers of the last minutes. */
export function fetchContainers(signal: AbortSignal): Answer<ContainerSummary[]> {
  return get('containers', signal);
}

/** The logs that are read, or should be. */
export function fetchLogSources(signal: AbortSignal): Answer<SourceList> {
  return get('logs', signal);
}

/** One log, with all that is known of it. */
export function fetchLogSource(name: string, signal: AbortSignal): Answer<SourceDetail> {
  return get(`logs/${encodeURIComponent(name)}`, signal);
}

/** What rules would make of lines. */
export function testRules(test: RuleTest, signal: AbortSignal): Answer<RuleTestReport> {
  return get('rules/test', signal, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(test),
  });
}

/** The values of a tag of a metric. */
export function fetchTagValues(tag: string, metric: string): Answer<string[]> {
  return get(`tags/${encodeURIComponent(tag)}?${new URLSearchParams({ metric })}`);
}

/** The names of the metrics of a type, less those that `exclude` lists. */
export async function fetchMetricNames(type: string, exclude: readonly string[]): Answer<string[]> {
  const answer = await get<{ name: string }[]>(`metrics?where=metric_type:${type}`);
  if (!answer.ok) return answer;
  return success(answer.value.map(({ name }) => name).filter(name => !isListed(name, exclude)));
}

function parametersOf({ metric, field, aggregate, groupBy = [], where = {} }: PanelQuery): URLSearchParams {
  const parameters = new URLSearchParams({ metric, field, agg: aggregate });
  if (groupBy.length > 0) parameters.set('group', groupBy.join(','));
  for (const [tag, values] of Object.entries(where))
    for (const value of values) parameters.append('where', `${tag}:${value}`);
  return parameters;
}

const times = ({ firstWindow, end }: Span) => ({ from: String(firstWindow / 1000), to: String(end / 1000) });

function addFilters(parameters: URLSearchParams, filters: Filters): void {
  for (const [tag, value] of Object.entries(filters)) parameters.append('where', `${tag}:${value}`);
}

async function get<Body>(path: string, signal?: AbortSignal, how: RequestInit = {}): Answer<Body> {
  try {
    const response = await fetch(`/api/v1/${path}`, signal ? { ...how, signal } : how);
    if (response.status === 401) logInAgain();
    const body = await response.json();
    if (response.ok) return success(body as Body);
    return failure({ kind: [400, 413].includes(response.status) ? 'refused' : 'lost', message: String(body.error) });
  } catch {
    if (signal?.aborted) return failure({ kind: 'aborted', message: '' });
    return failure({ kind: 'lost', message: 'Tidegauge does not answer' });
  }
}
