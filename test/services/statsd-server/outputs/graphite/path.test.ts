import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanName, tagSuffix } from '../../../../../services/statsd-server/outputs/graphite/path.ts';

test('a name is cleaned as statsd does', () => {
  assert.equal(cleanName('web.requests-2_x'), 'web.requests-2_x');
  assert.equal(cleanName('a b\t c/d'), 'a_b_c-d');
  assert.equal(cleanName('a{*}[?]~$;=é'), 'a');
});

test('tags follow, without metric_type and without empty values', () => {
  assert.equal(tagSuffix({ metric_type: 'counter', env: 'prod', host: 'a', none: '' }), ';env=prod;host=a');
});

test('what carbon forbids in tags becomes _', () => {
  assert.equal(tagSuffix({ 'a;b!c^d=e f': 'x;y z=!^\u00a0\n' }), ';a_b_c_d_e_f=x_y_z=!^__');
  assert.equal(tagSuffix({ a: '~x~' }), ';a=_x~');
  assert.equal(tagSuffix({ name: 'x' }), ';_name=x');
  assert.equal(tagSuffix({ a: '{"b"}' }), ';a={"b"_');
});
