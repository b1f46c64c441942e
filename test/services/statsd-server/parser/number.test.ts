import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseNumber } from '../../../../services/statsd-server/parser/number.ts';

const parse = (text: string) => parseNumber(Buffer.from(`x${text}y`), 1, 1 + text.length);

test('reads every decimal as JavaScript does', () => {
  const texts = ['0', '1', '-1', '+7', '0.1', '.5', '5.', '-0.25', '123456789.123', '0.000001', '1e3', '-2.5E-7'];
  texts.push(
    '9007199254740993',
    '123456789012345678901234567890',
    '0.1234567890123456789',
    '1.7976931348623157e308',
    '00012',
  );
  for (const text of texts) assert.equal(parse(text), Number(text), text);
});

test('rounds random decimals exactly as JavaScript does', () => {
  for (let index = 0; index < 10_000; index++) {
    const text = ((index * 7919) % 100_003).toString() + (index % 3 ? `.${(index * 104_729) % 1_000_003}` : '');
    assert.equal(parse(text), Number(text), text);
  }
});

test('a number of a million digits that is none is done with', () => {
  assert.ok(Number.isNaN(parse(`${'1'.repeat(1_000_000)}x`)));
});

test('is NaN for what is not a decimal', () => {
  const texts = [
    '',
    '-',
    '+',
    '.',
    '-.',
    'e5',
    '1e',
    '1e+',
    '0x1',
    'NaN',
    'Infinity',
    '1_000',
    ' 1',
    '1 ',
    '1,5',
    '--1',
    '1.2.3',
    '1e400',
  ];
  for (const text of texts) assert.ok(Number.isNaN(parse(text)), JSON.stringify(text));
});
