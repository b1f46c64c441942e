import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceAddress, sourceAt } from '../../../../../services/web/browser/logs/source-address.ts';
import { formatStory, positionStory } from '../../../../../services/web/browser/logs/source-words.ts';
import { fakeSource } from '../../../../support/log-inspector.ts';

test('the format is told with who says so', () => {
  const story = (...formats: Parameters<typeof formatStory>[0]['formats']) => formatStory(fakeSource({ formats }));
  assert.equal(story(), 'not known before its first line');
  assert.equal(story({ format: 'combined', setBy: 'lines' }), 'combined, recognised on its first lines');
  assert.equal(story({ format: 'json', setBy: 'configuration' }), 'json, set by the configuration');
  assert.equal(
    story({ format: 'json', stream: 'stdout', setBy: 'lines' }, { format: 'plain', stream: 'stderr', setBy: 'lines' }),
    'json on stdout, plain on stderr, recognised on its first lines',
  );
});

test('the position is told in bytes, with the inode and the rotated files that are still open', () => {
  const position = { path: '/a.log', inode: 81, offset: 1_200_000, size: 4_800_000, others: 0 };
  assert.equal(positionStory(fakeSource({ position })), 'byte 1,200,000 of 4,800,000 (25 %), inode 81');
  assert.equal(
    positionStory(fakeSource({ position: { ...position, offset: 0, size: 0, others: 2 } })),
    'byte 0 of 0, inode 81, and 2 rotated files besides',
  );
  assert.equal(positionStory(fakeSource({ kind: 'api' })), 'kept by the time of the last line');
});

test('a log of any name has an address', () => {
  for (const name of ['/var/log/nginx/access.log', 'web', 'a b%2F?#ä', '..'])
    assert.equal(sourceAt(`/live${sourceAddress(name)}`), name);
  assert.equal(sourceAt('/logs'), undefined);
  assert.equal(sourceAt('/logs/%zz'), '%zz');
});
