import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf, makeSecret } from '../../../../services/provisioner/secrets/secret.ts';

test('secrets are 32 characters that need no quoting, each another', () => {
  const made = Array.from({ length: 100 }, makeSecret);
  for (const secret of made) assert.match(secret, /^[A-Za-z0-9_-]{32}$/);
  assert.equal(new Set(made).size, 100);
});

const whole = 'abcdefghijklmnopqrstuvwxyz_-0123';
const cases: [content: string, fault: string | undefined][] = [
  [whole, undefined],
  [`${whole}\n`, undefined],
  ['', 'is empty'],
  ['\n', 'is empty'],
  [whole.slice(1), 'is cut short: 31 characters instead of 32 or more'],
  [`${whole}\n\n`, 'holds characters other than A-Z a-z 0-9 _ -'],
  [`${whole}"`, 'holds characters other than A-Z a-z 0-9 _ -'],
  ['\0'.repeat(32), 'holds characters other than A-Z a-z 0-9 _ -'],
  ['a'.repeat(257), 'is too long: 257 characters, at most 256'],
];

test('the tokens that InfluxDB makes are padded', () => {
  assert.equal(faultOf(`${whole}${whole}==`, { padded: true }), undefined);
  assert.match(faultOf(`${whole}==`) ?? '', /^holds characters other/);
});

for (const [content, fault] of cases)
  test(`a secret ${JSON.stringify(content.slice(0, 40))} ${fault ?? 'is whole'}`, () => {
    assert.equal(faultOf(content), fault);
  });
