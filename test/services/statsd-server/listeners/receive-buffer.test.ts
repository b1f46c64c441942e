import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeReceiveBuffer } from '../../../../services/statsd-server/listeners/receive-buffer.ts';

test('a small receive buffer is told with what would make it larger', () => {
  assert.equal(
    describeReceiveBuffer(425_984, 'linux'),
    'receive buffer 416 KB of 8192 KB asked for: sysctl net.core.rmem_max=8388608 would allow it',
  );
  assert.equal(describeReceiveBuffer(8_388_608, 'linux'), 'receive buffer 8192 KB');
  assert.equal(describeReceiveBuffer(425_984, 'darwin'), 'receive buffer 416 KB');
});
