import type { Ask } from '../../../services/shared/store/influxdb/reader.ts';
import type { DashboardJson, VariableJson } from './json.ts';
import { type GrafanaView, interpolate } from './macros.ts';

/** What a variable offers, sorted, and the statement that it was asked by. */
export interface Offered {
  readonly name: string;
  readonly query: string;
  readonly values: readonly string[];
}

/** Which of the offered values are chosen; undefined: all where that can be, else the first. */
export type Choice = Readonly<Record<string, readonly string[]>>;

/** A variable's own filter, `/…/`. */
function passes(value: string, { regex = '' }: VariableJson): boolean {
  return regex === '' || new RegExp(regex.slice(1, -1)).test(value);
}

/**
 * Asks for the variables in the order in which they depend on one another, as Grafana does when a dashboard is opened
 * or its range changes: the second column of a SELECT holds the values, the first of a SHOW MEASUREMENTS.
 */
export async function openDashboard(
  { templating }: DashboardJson,
  range: Pick<GrafanaView, 'from' | 'to'>,
  ask: Ask,
  choice: Choice = {},
): Promise<{ readonly view: GrafanaView; readonly offered: readonly Offered[] }> {
  let view: GrafanaView = { ...range, variables: {} };
  const offered: Offered[] = [];
  for (const variable of templating.list) {
    const query = interpolate(variable.query, view, 0);
    const rows = await ask(query);
    const cells = rows.flatMap(({ values = [] }) =>
      values.map(cells => String(cells[query.startsWith('SHOW') ? 0 : 1])),
    );
    const values = [...new Set(cells)].filter(value => passes(value, variable)).sort();
    offered.push({ name: variable.name, query, values });
    view = { ...view, variables: { ...view.variables, [variable.name]: chosenOf(variable, values, choice) } };
  }
  return { view, offered };
}

function chosenOf({ name, includeAll, allValue }: VariableJson, values: readonly string[], choice: Choice) {
  const chosen = choice[name];
  if (chosen) return chosen;
  if (includeAll) return allValue ?? values;
  return values.slice(0, 1);
}
