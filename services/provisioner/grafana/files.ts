import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { explainFileError } from '../files/explain.ts';
import type { HandOut } from '../files/hand-out.ts';
import type { Stale } from '../files/stale.ts';
import { failed, type StepOutcome } from '../step.ts';
import { dashboardProviderYaml } from './dashboard-provider.ts';
import { type DatasourceOptions, datasourceYaml } from './datasource.ts';

/** A dashboard that was renamed or given up is not to stay. */
const stale: Stale = { directory: 'dashboards', pattern: /\.json$/ };

/** Of what there is nothing: without these directories Grafana would tell of an error at every start. */
const nothing = ['provisioning/alerting/none.yaml', 'provisioning/plugins/none.yaml'];

/** Gives Grafana its datasource, its folder and the dashboards of the directory `dashboards`. */
export async function handOutGrafanaFiles(
  handOut: HandOut,
  dashboards: string,
  datasource: DatasourceOptions,
): Promise<StepOutcome<string[]>> {
  const files = new Map<string, string | Buffer>([
    ['provisioning/datasources/tidegauge.yaml', datasourceYaml(datasource)],
    ['provisioning/dashboards/tidegauge.yaml', dashboardProviderYaml()],
    ...nothing.map((name): [string, string] => [name, stringify({ apiVersion: 1 })]),
  ]);
  try {
    const names = (await readdir(dashboards)).filter(name => name.endsWith('.json')).sort();
    for (const name of names) files.set(`dashboards/${name}`, await readFile(join(dashboards, name)));
  } catch (error) {
    return failed(`${explainFileError(dashboards, error)}; it belongs to the image: docker compose build`);
  }
  return handOut.step('grafana', files, stale);
}
