import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameAndTags } from '../../../../services/statsd-server/parser/named.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const random = seededRandom(7);
const below = (end: number) => Math.floor(random() * end);
const textOf = (alphabet: string, longest: number) =>
  Array.from({ length: 1 + below(longest) }, () => alphabet[below(alphabet.length)]).join('');
const shuffled = <T>(all: readonly T[]) =>
  all
    .map(one => ({ one, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);

test('the same tags in any dialect and any order are the same', () => {
  for (let round = 0; round < 5000; round++) {
    const metric = textOf('abc.-_019', 12);
    const tags = Object.fromEntries(
      Array.from({ length: 1 + below(5) }, () => [textOf('abcxyz_', 3), textOf('abc019./é-', 8)]),
    );
    const flagged = Object.keys(tags).length > 1 && random() < 0.3;
    if (flagged) tags[Object.keys(tags)[0]!] = 'true';
    const written = (sign: string) =>
      shuffled(Object.entries(tags)).map(([name, value]) =>
        value === 'true' && Object.values(tags).some(other => other !== 'true') ? name : `${name}${sign}${value}`,
      );
    const cut = below(metric.length + 1);
    const [some, others] = [Object.entries(tags).slice(0, 1), Object.entries(tags).slice(1)];
    const ways: [name: string, section: string][] = [
      [metric, written(':').join(',')],
      [`${metric},${written('=').join(',')}`, ''],
      [`${metric};${written('=').join(';')}`, ''],
      [`${metric}#${written('=').join(',')}`, ''],
      [`${metric.slice(0, cut)}[${written('=').join(',')}]${metric.slice(cut)}`, ''],
      [`${metric};${some[0]!.join('=')}`, others.map(tag => tag.join(':')).join(',')],
    ];
    for (const [name, section] of ways)
      assert.deepEqual(nameAndTags(name, section, { names: 'clean' }), { metric, tags }, `${name} ${section}`);
  }
});

test('any text at all becomes a name and tags without control characters, and no empty tag', () => {
  const alphabet = 'ab,;#[]=\\ :\t\n\u0000\u007f\u0085é';
  for (let round = 0; round < 50_000; round++) {
    const [name, section] = [textOf(alphabet, 24), textOf(alphabet, 12)];
    for (const names of ['clean', 'keep'] as const) {
      const named = nameAndTags(name, section, { names });
      assert.doesNotMatch(named.metric, /\p{Cc}/u);
      for (const text of Object.entries(named.tags).flat()) {
        assert.notEqual(text, '');
        assert.doesNotMatch(text, /\p{Cc}/u);
      }
    }
  }
});

test('a name made to be slow takes no time that grows with its square', () => {
  const length = 1_000_000;
  for (const sign of ['[', '[=', '[]', ',', ',=', ';', '#', '\\', '\\,', '=', ' ', '[a=1]', ',a=1']) {
    const name = sign.repeat(length / sign.length);
    const start = process.cpuUsage();
    nameAndTags(`${name}=`, '', { names: 'clean' });
    nameAndTags(`a=${name}`, name, { names: 'clean' });
    const { user } = process.cpuUsage(start);
    // A megabyte takes a second at most; squared it would take hours.
    assert.ok(user < 10_000_000, `${sign}: ${user} µs`);
  }
});
