import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configJsonSchema } from '../../../../services/shared/config/json-schema.ts';
import { configKeys, keyName } from '../../../../services/shared/config/tree.ts';

interface Node {
  readonly properties?: Record<string, Node>;
  readonly description?: string;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly additionalProperties?: boolean;
}

const at = (path: readonly string[]) =>
  path.reduce<Node | undefined>((node, name) => node?.properties?.[name], configJsonSchema());

test('every key is described', () => {
  const nameless = configKeys.filter(key => !at(key.path)?.description).map(key => keyName(key.path));
  assert.deepEqual(nameless, []);
});

test('a length of time is text, with its pattern and its default as one writes it', () => {
  const { default: fallback, pattern } = at(['statsd', 'flush_interval']) ?? {};
  assert.equal(fallback, '10s');
  assert.match('1.5h', new RegExp(pattern!));
  assert.doesNotMatch('10', new RegExp(pattern!));
});

test('unknown keys are refused', () => {
  assert.equal(at([])?.additionalProperties, false);
  assert.equal(at(['store', 'embedded'])?.additionalProperties, false);
});
