import { z } from 'zod';
import { failure, type Outcome, success } from '../outcome.ts';
import { parseJson } from '../parse-json.ts';
import type { RuleTest } from './rule-test.ts';

const mostLines = 1000;

/** A test as it comes over HTTP: the rules are text, so that their faults are told as for a file. */
export const ruleTestSchema = z.strictObject({
  rules: z.string().describe('A YAML list of rules.'),
  source: z.string().min(1).optional().describe('Path of the file or name of the container that the lines are of.'),
  lines: z.array(z.string()).max(mostLines).describe('Lines without their ends.'),
});

/** Reads the JSON text of a test; a failure says what is wrong with it. */
export function parseRuleTest(text: string): Outcome<RuleTest> {
  const parsed = ruleTestSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return failure(`the body must be {"rules": "<YAML>", "source"?: "…", "lines": ["…"]}: ${issue?.message}`);
  }
  const { source, ...rest } = parsed.data;
  return success(source === undefined ? rest : { ...rest, source });
}
