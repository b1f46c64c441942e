import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { metricTypes, type Tags, tagsKey } from '../../../../services/shared/metric.ts';
import { badReasons, noTimestamp } from '../../../../services/statsd-server/parser/metric-line.ts';
import { nameAndTags } from '../../../../services/statsd-server/parser/named.ts';
import { createParser } from '../../../../services/statsd-server/parser/parser.ts';

const page = readFileSync(new URL('../../../../docs/statsd.md', import.meta.url), 'utf8');

/** The cells of the tables under a heading, without the tables' heads, and without the marks of code. */
function rowsOf(heading: string): string[][] {
  const section = page.split(/^## /m).find(text => text.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(line =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map(cell =>
          cell
            .trim()
            .replaceAll('\\|', '|')
            .replace(/^`(.*)`$/, '$1'),
        ),
    );
}

const inBraces = (tags: Tags) => (tagsKey(tags) === '' ? '' : `{${tagsKey(tags)}}`);

/** What a line becomes, in the page's notation. */
function becomes(text: string): string {
  const found: string[] = [];
  let before = '';
  const parser = createParser({
    maxLineBytes: () => 8192,
    now: () => 0,
    receiver: {
      metric(line) {
        const cut = (start: number, end: number) => line.buffer.toString('utf8', start, end);
        const named = nameAndTags(cut(line.nameStart, line.nameEnd), cut(line.tagsStart, line.tagsEnd), {
          names: 'clean',
        });
        const type = metricTypes[line.type]!;
        const about = `${named.metric}${inBraces(named.tags)} ${type}`;
        const value = type === 'set' ? cut(line.valueStart, line.valueEnd) : String(line.value);
        const sign = line.signed && type === 'gauge' ? ' signed' : '';
        const rate = line.rate === 1 ? '' : ` @${line.rate}`;
        const time = line.timestamp === noTimestamp ? '' : ` T${line.timestamp}`;
        found.push(`${about === before ? '' : `${about} `}${value}${sign}${rate}${time}`);
        before = about;
      },
      event({ time, title, text, tags }) {
        const when = time === 0 ? '' : ` T${time / 1000}`;
        found.push(`event{${tagsKey(tags)}} ${title}:${text && ` ${text}`}${when}`);
      },
      bad: reason => found.push(reason),
    },
  });
  const bytes = Buffer.from(text);
  parser.parse(bytes, 0, bytes.length);
  return found.join(', ');
}

for (const heading of ['Metrics', 'Tags', 'Names', 'Events and service checks'])
  for (const [line = '', expected = ''] of rowsOf(heading))
    test(`docs/statsd.md, ${heading}: ${line}`, () => assert.equal(becomes(line), expected));

const bad = rowsOf('Bad lines');
test('docs/statsd.md: all kinds of bad lines', () =>
  assert.deepEqual(bad.map(([reason]) => reason).sort(), [...badReasons].sort()));
for (const [reason, line = ''] of bad)
  if (line !== '') test(`docs/statsd.md, ${reason}: ${line}`, () => assert.equal(becomes(line), reason));
