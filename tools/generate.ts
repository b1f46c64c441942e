// `npm run generate`: writes what is made from the schema of the configuration and from the dashboards.
import { writeFileSync } from 'node:fs';
import { generatedFiles } from './generated-files.ts';

for (const { url, text } of generatedFiles()) writeFileSync(url, text);
