import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageName } from '../../../../services/shared/engine/image-name.ts';

const digest = `sha256:${'2d168a38'.repeat(8)}`;

for (const [reference, name] of [
  ['nginx:1.28', 'nginx:1.28'],
  ['nginx', 'nginx:latest'],
  ['registry.example.com:5000/team/web', 'registry.example.com:5000/team/web:latest'],
  ['registry.example.com:5000/team/web:2', 'registry.example.com:5000/team/web:2'],
  [`nginx:1.28@${digest}`, 'nginx:1.28'],
  [`nginx@${digest}`, 'nginx'],
  [digest, 'untagged'],
  ['2d168a380296', 'untagged'],
  ['', 'untagged'],
  ['cafe', 'cafe:latest'],
] as const) {
  test(`${reference || 'no reference'} is ${name}`, () => assert.equal(imageName(reference), name));
}

test('a short id is known by the id of the image', () => {
  assert.equal(imageName('2d168a', digest), 'untagged');
  assert.equal(imageName('cafe', digest), 'cafe:latest');
});
