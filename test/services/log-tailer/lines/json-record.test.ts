import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseRecord } from '../../../../services/log-tailer/lines/json-record.ts';

function parse(text: string) {
  const bytes = Buffer.from(`before${text}after`);
  const { found, damaged } = parseRecord(bytes, 6, bytes.length - 5);
  return { found: found && `${found.stream} ${found.time} ${found.log}`, damaged };
}

describe('parseRecord', () => {
  it('reads a record with attributes', () => {
    const record = '{"log":"hi\\n","stream":"stderr","attrs":{"a":"b"},"time":"2026-01-01T00:00:00Z"}';
    assert.deepEqual(parse(record), { found: 'stderr 2026-01-01T00:00:00Z hi\n', damaged: 0 });
  });

  it('reads one without stream and time', () =>
    assert.deepEqual(parse('{"log":"hi"}'), { found: 'stdout  hi', damaged: 0 }));

  it('finds the record behind half a one', () => {
    assert.deepEqual(parse('{"log":"half{"log":"hi\\n","stream":"stdout","time":"t"}'), {
      found: 'stdout t hi\n',
      damaged: 12,
    });
  });

  it('finds the record behind NULs', () => {
    assert.deepEqual(parse('\0\0\0{"log":"hi\\n","stream":"stdout","time":"t"}'), {
      found: 'stdout t hi\n',
      damaged: 3,
    });
  });

  for (const text of ['', '\0\0\0\0', 'no json', '{"log":1}', '["log"]', 'null', '{"log":"cut sho'])
    it(`finds nothing in ${JSON.stringify(text)}`, () =>
      assert.deepEqual(parse(text), { found: undefined, damaged: text.length }));
});
