import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { sourceState } from '../../../../services/log-tailer/metrics/source-state.ts';
import { sampled, sampleFile, sampleLines } from './samples.ts';
import { createTracedSource } from './source.ts';

/** Each line behind its severity, or behind nothing where it belongs to the entry above. */
function read(lines: readonly string[]): string {
  const source = createTracedSource();
  return lines
    .map(line => {
      source.feed(line);
      const level = source.report().find(said => said.startsWith('log.entries'));
      return `${(level?.replace(/.*:(\w+)}.*/, '$1') ?? '').padEnd(8)}${line}`.trimEnd();
    })
    .join('\n');
}

for (const name of sampled) {
  test(`${name}: lines of traces are joined, and the exceptions counted`, () => {
    const lines = sampleLines(name);
    const source = createTracedSource();
    source.feed(...lines);
    const found = `${source.take().join('\n')}\n\n${read(lines)}\n`;
    const file = sampleFile(name, 'txt');
    // For whoever changes a language, and then reads the difference.
    if (process.env.UPDATE_SAMPLES) writeFileSync(file, found);
    assert.equal(found, readFileSync(file, 'utf8'));
  });

  test(`${name}: a restart after any line changes no entry, and no number of exceptions`, () => {
    const lines = sampleLines(name);
    const whole = createTracedSource();
    whole.feed(...lines);
    const expected = totals(whole.report());
    for (let cut = 1; cut < lines.length; cut++) {
      const before = createTracedSource();
      before.feed(...lines.slice(0, cut));
      const first = before.report();
      const kept = before.keep();
      const after = createTracedSource(kept && sourceState.parse(JSON.parse(JSON.stringify(kept))));
      after.feed(...lines.slice(cut));
      assert.deepEqual(totals([...first, ...after.report()]), expected, `restarted behind: ${lines[cut - 1]}`);
    }
  });
}

/** Entries by severity, and exceptions of all types: of a chain that a report cuts, the type is the one known by then. */
function totals(said: readonly string[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const line of said) {
    const [series = '', value] = line.split(/ (?=\d+ c$)/);
    if (!/^log\.(?:entries|exceptions|lines)/.test(series)) continue;
    const key = series.replace(/^(log\.exceptions).*/, '$1');
    sums[key] = (sums[key] ?? 0) + Number.parseInt(value ?? '', 10);
  }
  return sums;
}
