import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogFile } from '../../../../services/log-tailer/files/log-file.ts';
import { createOpenFiles } from '../../../../services/log-tailer/files/open-files.ts';

test('files that are open are known by their identity, and found by the paths that they were opened by', () => {
  const file = (inode: number) => ({ device: 1, inode }) as LogFile;
  const [first, second, third] = [file(1), file(2), file(3)];
  const files = createOpenFiles();
  files.add('/a.log', first);
  files.add('/a.log', second);
  files.add('/b.log', third);
  assert.deepEqual([files.has({ device: 1, inode: 2 }), files.has({ device: 2, inode: 2 })], [true, false]);
  assert.deepEqual([files.openedAt('/a.log'), files.openedAt('/c.log'), files.size], [[first, second], [], 3]);
  files.delete(first);
  files.delete(first);
  files.delete(third);
  assert.deepEqual([files.openedAt('/a.log'), files.openedAt('/b.log'), files.size], [[second], [], 1]);
});
