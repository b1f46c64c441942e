import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, crc32ByTable } from '../../../../services/shared/checksum/crc32.ts';

for (const checksum of [crc32, crc32ByTable])
  test(`${checksum === crc32ByTable ? 'by our table' : 'by zlib, where it has one'}: the sum of the standard's check text`, () => {
    assert.equal(checksum(Buffer.from('123456789')), 0xcbf43926);
    assert.equal(checksum(Buffer.alloc(0)), 0);
  });
