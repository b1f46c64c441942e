import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAskedFor } from '../../../../services/log-tailer/sources/container-entries.ts';

const docker = { containerId: 'a', command: 'dockerd' };
const podman = { containerId: 'p', command: 'conmon' };
const engine = { wanted: true, reached: true, knows: () => false };

for (const [of, entry, state, asked] of [
  ['Docker, also of one that the engine has not told of yet', docker, engine, true],
  ['Docker, where its engine never answered', docker, { ...engine, reached: false }, false],
  ['Docker, where logs of containers are not read', docker, { ...engine, wanted: false }, false],
  ['Podman beside Docker', podman, engine, false],
  ['Podman, where it is the engine', podman, { ...engine, knows: (id: string) => id === 'p' }, true],
] as const)
  test(`an entry of ${of} is ${asked ? 'left to the engine' : 'counted'}`, () =>
    assert.equal(isAskedFor(entry, state), asked));
