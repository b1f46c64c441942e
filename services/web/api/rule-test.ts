import { z } from 'zod';
import { levels } from '../../shared/levels.ts';
import { longestTest } from '../../shared/logs/inspector-protocol.ts';
import { ruleTestSchema } from '../../shared/logs/parse-rule-test.ts';
import type { RuleTest } from '../../shared/logs/rule-test.ts';
import { metricTypes } from '../../shared/metric.ts';
import { withoutTailer } from './log-schemas.ts';
import { type ApiRoute, ok, unavailable } from './route.ts';

const line = z.strictObject({
  line: z.string(),
  format: z.string().optional(),
  level: z.enum(levels).optional(),
  dropped: z.boolean(),
  metrics: z.array(
    z.strictObject({
      name: z.string(),
      type: z.enum(metricTypes),
      tags: z.record(z.string(), z.string()),
      value: z.union([z.number(), z.string()]),
    }),
  ),
  rules: z.array(z.int()).describe('Indexes of the rules that matched.'),
});

const rule = z.strictObject({
  name: z.string(),
  key: z.string(),
  applies: z.boolean().describe('Whether it is for this source.'),
  matched: z.int(),
  cost: z.number().optional().describe('Microseconds per line.'),
});

/** What rules would make of lines. */
export const ruleTestRoute: ApiRoute = {
  path: '/api/v1/rules/test',
  summary: 'What rules would make of lines. Nothing is counted or kept.',
  parameters: [],
  body: { schema: ruleTestSchema, longest: longestTest },
  answer: z.union([
    z.strictObject({ ok: z.literal(false), errors: z.array(z.string()) }),
    z.strictObject({ ok: z.literal(true), lines: z.array(line), rules: z.array(rule), skipped: z.int() }),
  ]),
  unavailable: withoutTailer,
  async handle(_values, { logs }, body) {
    // It has been checked by the schema above.
    const report = await logs.test(body as RuleTest);
    return report.ok ? ok(report.value) : unavailable(report.reason);
  },
};
