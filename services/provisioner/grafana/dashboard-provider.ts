import { stringify } from 'yaml';
import { mountPoint } from '../layout.ts';

/**
 * `provisioning/dashboards/tidegauge.yaml`: Grafana shows what lies in the directory, and looks every ten seconds whether it
 * has changed. https://grafana.com/docs/grafana/latest/administration/provisioning/#dashboards
 */
export function dashboardProviderYaml(): string {
  return stringify({
    apiVersion: 1,
    providers: [
      {
        name: 'tidegauge',
        orgId: 1,
        type: 'file',
        folder: 'Tidegauge',
        folderUid: 'tidegauge',
        disableDeletion: false,
        allowUiUpdates: false,
        updateIntervalSeconds: 10,
        options: { path: `${mountPoint}/dashboards`, foldersFromFilesStructure: false },
      },
    ],
  });
}
