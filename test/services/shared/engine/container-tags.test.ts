import assert from 'node:assert/strict';
import { test } from 'node:test';
import { containerTags } from '../../../../services/shared/engine/container-tags.ts';

test('a container of Compose has its project and service', () => {
  const labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'front', other: 'x' };
  assert.deepEqual(containerTags({ name: '/shop-front-1', image: 'nginx', labels }), {
    container: 'shop-front-1',
    image: 'nginx:latest',
    compose_project: 'shop',
    compose_service: 'front',
  });
});

test('labels are from anyone: their control characters go, and their length is bounded', () => {
  const labels = {
    'com.docker.compose.project': `a\nb\u001b[31m${'x'.repeat(1000)}`,
    'com.docker.compose.service': '',
  };
  const tags = containerTags({ name: 'web', image: 'nginx:1.28', labels });
  assert.deepEqual(tags, { container: 'web', image: 'nginx:1.28', compose_project: `a_b_[31m${'x'.repeat(192)}` });
});
