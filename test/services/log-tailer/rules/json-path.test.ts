import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileJsonPath } from '../../../../services/log-tailer/rules/json-path.ts';

const object = JSON.parse(
  '{"a":{"b":1,"b.c":2,"n":null},"log.level":"warn","log":{"level":"info","x":{"y.z":3}},"list":[{"id":7},8],"":9,"__proto__":{"p":1}}',
);
const at = (path: string) => compileJsonPath(path)(object);

test('keys with dots between them, indexes and lengths of lists', () => {
  assert.equal(at('a.b'), 1);
  assert.equal(at('$.a.b'), 1);
  assert.equal(at('list.0.id'), 7);
  assert.equal(at('list.1'), 8);
  assert.equal(at('list.length'), 2);
  assert.equal(at('__proto__.p'), 1);
});

test('a key that has the dots itself goes before', () => {
  assert.equal(at('log.level'), 'warn');
});

test('what is not there, or null, is undefined: also what only JavaScript has', () => {
  for (const path of ['b', 'a.n', 'a.b.c', 'a.x.y', 'list.2', 'toString', 'a.constructor', 'log.level.length', '$'])
    assert.equal(at(path), undefined, path);
});
