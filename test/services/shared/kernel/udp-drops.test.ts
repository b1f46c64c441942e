import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createUdpDrops } from '../../../../services/shared/kernel/udp-drops.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

const head =
  '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops';

test('what was dropped since the last time, of all sockets bound there', async t => {
  const directory = await scratchDirectory(t);
  /** Sockets as inode and drops, at 127.0.0.1:8125; another one stands beside them. */
  const write = (...sockets: [number, number][]) =>
    writeFile(
      join(directory, 'udp'),
      [
        head,
        ...[...sockets.map(socket => ['0100007F:1FBD', ...socket]), ['0100007F:0035', 1, 999]].map(
          ([local, inode, drops]) =>
            ` 12: ${local} 00000000:0000 07 00000000:00000000 00:00000000 00000000  0 0 ${inode} 2 0000000000000000 ${drops}`,
        ),
      ].join('\n'),
    );
  const drops = createUdpDrops(directory);
  t.after(drops.close);
  const since = () => drops.since({ address: '127.0.0.1', port: 8125 });

  assert.equal(since(), undefined);
  await write([7, 3]);
  assert.equal(since(), 3);
  assert.equal(since(), 0);
  await write([7, 10], [8, 5]);
  assert.equal(since(), 12);
  // One was closed, the number of the other has been given to a new one.
  await write([8, 2]);
  assert.equal(since(), 2);
});
