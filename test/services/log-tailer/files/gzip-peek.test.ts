import assert from 'node:assert/strict';
import { appendFileSync, truncateSync } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fingerprintOf, tailBytes } from '../../../../services/log-tailer/files/fingerprint.ts';
import { heldBy, holds, mayHold } from '../../../../services/log-tailer/files/gzip-peek.ts';
import type { FilePosition } from '../../../../services/log-tailer/files/position.ts';
import { createLogDirectory, numbered } from '../log-directory.ts';

/** A position in a log of 100 lines, at its end or before. */
function at(text: string, offset = text.length): FilePosition {
  const bytes = Buffer.from(text);
  return {
    device: 1,
    inode: 2,
    offset,
    head: fingerprintOf(bytes, 0, 256),
    tail: fingerprintOf(bytes, offset - tailBytes, offset),
  };
}

/** A gzip file, each piece a member of its own, as `gzip -c >>` and pigz make them. */
function packed(context: TestContext, ...pieces: string[]): string {
  const files = createLogDirectory(context);
  const path = files.of('app.log.1.gz');
  for (const piece of pieces) appendFileSync(path, gzipSync(piece));
  return path;
}

describe('what a gzip file holds', () => {
  const text = numbered(0, 100);

  it('is told by its beginning and its size where it has one member', t => {
    const path = packed(t, text);
    assert.ok(mayHold(path, at(text)));
    assert.deepEqual(heldBy(path, [at(text)]), at(text));
    assert.ok(!mayHold(path, at(text + numbered(100, 200))));
    assert.ok(!mayHold(path, at(numbered(1, 100))));
  });

  it('is found though the size at its end is that of the last of several members', t => {
    const path = packed(t, text, 'one more\n');
    assert.ok(mayHold(path, at(text)));
    assert.deepEqual(heldBy(path, [at(text)]), at(text));
    assert.ok(!mayHold(path, at(text + numbered(100, 200))));
    assert.equal(heldBy(path, [at(text + numbered(100, 200))]), undefined);
  });

  it('stays open, and costs no memory, where a file is too large to look through', t => {
    const path = packed(t, text);
    truncateSync(path, 2 ** 33);
    const before = process.memoryUsage.rss();
    assert.ok(mayHold(path, at(text)));
    assert.ok(holds(path, at(text)));
    assert.ok(process.memoryUsage.rss() - before < 64e6);
  });
});
