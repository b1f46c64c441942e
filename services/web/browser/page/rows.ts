import type { Dashboard, Panel, PanelQuery, Row } from '../../../../dashboards/model.ts';

/** The names that metric variables stand for. */
export type MetricNames = ReadonlyMap<string, readonly string[]>;

/** More panels than this in a row help nobody. */
const mostRepeats = 200;

/** A row's panels as they are drawn: those of a repeated row once for each metric; rows left without any are gone. */
export function rowsOf({ rows }: Dashboard, names: MetricNames): Row[] {
  return rows.flatMap(row => {
    if (row.repeat === undefined) return [row];
    const { repeat, ...rest } = row;
    const all = names.get(repeat) ?? [];
    const panels = all.slice(0, mostRepeats).flatMap(name => row.panels.map(panel => named(panel, repeat, name)));
    const title = all.length > mostRepeats ? `${row.title}, the first ${mostRepeats} of ${all.length}` : row.title;
    return panels.length > 0 ? [{ ...rest, title, panels }] : [];
  });
}

function named(panel: Panel, variable: string, name: string): Panel {
  const put = (text: string) => text.replaceAll(`$${variable}`, () => name);
  const queries = panel.queries.map((query): PanelQuery => ({ ...query, metric: put(query.metric) }));
  return { ...panel, title: put(panel.title), queries };
}
