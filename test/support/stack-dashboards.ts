import { shippedDashboards } from './grafana/json.ts';
import { annotationQueries, grafanaQueries } from './grafana/queries.ts';
import { openDashboard } from './grafana/variables.ts';
import type { StackQueries } from './stack-queries.ts';

/**
 * Asks the store everything that Grafana's dashboards would over the last minutes, with one container chosen where one
 * must be. Answers which queries there were, and which of them found nothing; rejects where one is no InfluxQL.
 */
export async function askDashboards(
  { influxql }: Pick<StackQueries, 'influxql'>,
  container: string,
): Promise<{ readonly asked: number; readonly unanswered: string[] }> {
  const to = Date.now();
  const range = { from: to - 900_000, to };
  const unanswered: string[] = [];
  let asked = 0;
  for (const dashboard of shippedDashboards()) {
    const choice = dashboard.uid === 'tidegauge-container' ? { container: [container] } : {};
    const { view } = await openDashboard(dashboard, range, influxql, choice);
    for (const { panel, query } of [...grafanaQueries(dashboard, view), ...annotationQueries(dashboard, view)]) {
      asked += 1;
      const rows = await influxql(query).catch((error: Error) => {
        throw new Error(`${dashboard.uid}, ${panel}: ${error.message}: ${query}`);
      });
      const found = rows.some(({ values = [] }) => values.some(([, value]) => value !== null && value !== undefined));
      if (!found) unanswered.push(`${dashboard.uid}: ${panel}`);
    }
  }
  return { asked, unanswered };
}
