import { readFileSync } from 'node:fs';
import { grafanaFiles } from '../dashboards/grafana/index.ts';
import { configJsonSchema } from '../services/shared/config/json-schema.ts';
import { configurationPage } from './configuration-page.ts';

const file = (name: string) => new URL(`../${name}`, import.meta.url);

/** The files that are made from the schema of the configuration and from the dashboards, and what they should hold. */
export function generatedFiles(): { url: URL; text: string }[] {
  const page = file('docs/configuration.md');
  return [
    { url: file('tidegauge.schema.json'), text: `${JSON.stringify(configJsonSchema(), null, 2)}\n` },
    { url: page, text: configurationPage(readFileSync(page, 'utf8')) },
    ...grafanaFiles().map(({ name, text }) => ({ url: file(`dashboards/grafana/json/${name}`), text })),
  ];
}
