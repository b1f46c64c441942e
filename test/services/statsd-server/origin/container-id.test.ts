import assert from 'node:assert/strict';
import { test } from 'node:test';
import { containerIdOf } from '../../../../services/statsd-server/origin/container-id.ts';

const whole = '83c0a99c0a54c0c187f461c7980e9b57f3f6a8b0c918c8d93df19a9de6f3fe1d';

const origins: readonly (readonly [origin: string, id: string | undefined, what: string])[] = [
  [whole, whole, 'the whole id'],
  [`ci-${whole}`, whole, 'as newer clients send it'],
  ['83c0a99c0a54', '83c0a99c0a54', 'as docker ps prints it'],
  ['83c0a99c0a5', undefined, 'less than that may be anyone'],
  [`${whole}0`, undefined, 'more than an id has'],
  [whole.toUpperCase(), undefined, 'no id is in capitals'],
  ['in-4026532353', undefined, 'the inode of a control group'],
  ['34dc0b5e626f2c5c4c5170e34b10e765-1234567890', undefined, 'a task of ECS'],
  ['my-container', undefined, 'a name'],
  ['', undefined, 'nothing'],
];

for (const [origin, id, what] of origins)
  test(`${what}: ${origin.slice(0, 20)}`, () => assert.equal(containerIdOf(origin), id));
