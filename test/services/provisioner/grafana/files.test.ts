import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createHandOut } from '../../../../services/provisioner/files/hand-out.ts';
import { handOutGrafanaFiles } from '../../../../services/provisioner/grafana/files.ts';
import { layoutBelow } from '../../../../services/provisioner/layout.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

const datasource = { url: 'http://influxdb:8086', database: 'metrics', flushInterval: 10_000 };

test('dashboards come and go with those of the image', async t => {
  const root = await scratchDirectory(t);
  const handOut = createHandOut({ layout: layoutBelow(root), dryRun: false, own: false });
  const dashboards = join(root, 'image');
  await mkdir(dashboards);
  await writeFile(join(dashboards, 'host.json'), '{"uid":"host"}');
  await writeFile(join(dashboards, 'README.md'), '');
  const written = [
    ...['provisioning/datasources/tidegauge.yaml', 'provisioning/dashboards/tidegauge.yaml'],
    ...['provisioning/alerting/none.yaml', 'provisioning/plugins/none.yaml', 'dashboards/host.json'],
  ];
  assert.deepEqual(await handOutGrafanaFiles(handOut, dashboards, datasource), {
    state: 'done',
    value: written,
    text: `written ${written.join(', ')}`,
  });
  await writeFile(join(root, 'grafana/dashboards/former.json'), '{}');
  await handOutGrafanaFiles(handOut, dashboards, datasource);
  assert.deepEqual(await readdir(join(root, 'grafana/dashboards')), ['host.json']);
  assert.equal(
    await readFile(join(root, 'grafana/provisioning/dashboards/tidegauge.yaml'), 'utf8'),
    `apiVersion: 1
providers:
  - name: tidegauge
    orgId: 1
    type: file
    folder: Tidegauge
    folderUid: tidegauge
    disableDeletion: false
    allowUiUpdates: false
    updateIntervalSeconds: 10
    options:
      path: /etc/tidegauge/dashboards
      foldersFromFilesStructure: false
`,
  );
});

test('an image without dashboards', async t => {
  const root = await scratchDirectory(t);
  const handOut = createHandOut({ layout: layoutBelow(root), dryRun: false, own: false });
  assert.deepEqual(await handOutGrafanaFiles(handOut, join(root, 'none'), datasource), {
    state: 'failed',
    reason: `there is no file ${join(root, 'none')}; it belongs to the image: docker compose build`,
  });
});
