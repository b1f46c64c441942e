import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { createSourceMetrics } from '../../../../services/log-tailer/metrics/source-metrics.ts';
import { compileRules } from '../../../../services/log-tailer/rules/compile.ts';
import { configSchema } from '../../../../services/shared/config/schema.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';

const page = readFileSync(new URL('../../../../docs/rules.md', import.meta.url), 'utf8');
const examples = page.matchAll(/```yaml rules\n(.*?)```\s+```log (\S+)\n(.*?)```\s+```metrics\n(.*?)```/gs);

for (const [, rules = '', file = '', log = '', metrics = ''] of examples) {
  test(`docs/rules.md: ${rules.split('\n')[0]}`, () => {
    const compiled = compileRules(configSchema.parse({ logs: { rules: parse(rules) } }).logs.rules);
    assert.ok(compiled.ok);
    const source = createSourceMetrics({ tags: { file }, name: file, rules: compiled.value });
    for (const line of log
      .trimEnd()
      .split('\n')
      .map(text => Buffer.from(text)))
      source.line(line, 0, line.length, line.length + 1);
    const client = createRecordingClient();
    source.report(client);
    const ofRules = client
      .take()
      .filter(line => !/^(log\.|syslog\.|http\.server\.(requests|response\.bytes))/.test(line));
    assert.deepEqual(ofRules, metrics.trimEnd().split('\n'));
  });
}
