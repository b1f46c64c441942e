import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { createSinkStream } from '../../../../services/shared/statsd-client/sink-stream.ts';

test('what is written is in the hands of the server when write returns', () => {
  const pieces: string[] = [];
  const link = createSinkStream(piece => pieces.push(piece.toString()));
  link.write('a:1|c\nb:1|c\n');
  link.write(Buffer.from('c:1|c\n'));
  assert.deepEqual(pieces, ['a:1|c\nb:1|c\n', 'c:1|c\n']);
});

test('a server that writes to the link while it reads from it gets that next', () => {
  const pieces: string[] = [];
  const link = createSinkStream(piece => {
    pieces.push(piece.toString());
    if (pieces.length === 1) link.write('b\n');
  });
  link.write('a\n');
  link.write('c\n');
  assert.deepEqual(pieces, ['a\n', 'b\n', 'c\n']);
});

test('a bug of the server ends the process rather than losing lines in silence', () => {
  const module = new URL('../../../../services/shared/statsd-client/sink-stream.ts', import.meta.url);
  const program = `
    import { createSinkStream } from '${module}';
    createSinkStream(() => { throw new Error('a bug'); }).write('a:1|c');
    setTimeout(() => process.exit(0), 5000);
  `;
  const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program]);
  assert.equal(run.status, 1);
  assert.match(run.stderr.toString(), /Error: a bug/);
});
