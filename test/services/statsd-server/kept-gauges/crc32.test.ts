import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from '../../../../services/statsd-server/kept-gauges/crc32.ts';

test("the sum of the standard's check text, at once and in two parts", () => {
  assert.equal(crc32(Buffer.from('123456789')), 0xcbf43926);
  assert.equal(crc32(Buffer.from('6789'), crc32(Buffer.from('12345'))), 0xcbf43926);
});
