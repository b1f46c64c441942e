import assert from 'node:assert/strict';

/** A family of a page in the text format 0.0.4 or in OpenMetrics. */
export interface PageFamily {
  readonly type: string;
  readonly help: string;
  /** Lines, without their values: `web_requests_total{host="a"}`. */
  readonly samples: ReadonlyMap<string, number>;
}

const head = /^# (HELP|TYPE) ([a-zA-Z_][a-zA-Z0-9_]*) (.+)$/s;
const label = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const sample = new RegExp(`^([a-zA-Z_][a-zA-Z0-9_]*)(?:\\{(${label}(?:,${label})*)\\})? (\\S+)$`);

const suffixes: Readonly<Record<string, readonly string[]>> = { summary: ['', '_sum', '_count'], counter: ['_total'] };

/** Reads a page strictly: HELP, TYPE and lines of each family together and once, no name, label or line twice. */
export function parsePage(text: string, openmetrics = false): Map<string, PageFamily> {
  const families = new Map<string, PageFamily & { samples: Map<string, number> }>();
  const seen = new Set<string>();
  const lines = text.split('\n');
  assert.equal(lines.pop(), '', 'the page ends with a line feed');
  if (openmetrics) assert.equal(lines.pop(), '# EOF');
  let help: readonly [name: string, text: string] | undefined;
  let current = '';
  for (const line of lines) {
    const [, keyword, name = '', rest = ''] = head.exec(line) ?? [];
    if (keyword === 'HELP') {
      assert.ok(!families.has(name), `${name} is there twice`);
      help = [name, rest];
    } else if (keyword === 'TYPE') {
      assert.equal(help?.[0], name, `the HELP before the TYPE of ${name}`);
      families.set(name, { type: rest, help: help[1], samples: new Map() });
      current = name;
    } else {
      const [, full = '', labels = '', value = ''] = sample.exec(line) ?? assert.fail(`not a line: ${line}`);
      const family = families.get(current) ?? assert.fail(`no family before ${line}`);
      const allowed = family.type === 'counter' && !openmetrics ? [''] : (suffixes[family.type] ?? ['']);
      assert.ok(
        allowed.some(suffix => current + suffix === full),
        `${full} is a line of ${current}`,
      );
      const names = [...labels.matchAll(/([a-zA-Z_]\w*)="(?:[^"\\]|\\.)*"/g)].map(([, each]) => each);
      assert.equal(new Set(names).size, names.length, `a label twice: ${line}`);
      assert.match(value, /^-?\d+(\.\d+)?(e[+-]\d+)?$/);
      const key = labels === '' ? full : `${full}{${labels}}`;
      assert.ok(!seen.has(key), `${key} is there twice`);
      seen.add(key);
      family.samples.set(key, Number(value));
    }
  }
  return families;
}
