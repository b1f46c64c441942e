import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  escapeHelp,
  escapeValue,
  labelName,
  labelsOf,
  metricName,
} from '../../../../../services/statsd-server/outputs/prometheus/names.ts';

test('what Prometheus does not allow in a name becomes _', () => {
  assert.equal(metricName('web.requests-2:x'), 'web_requests_2_x');
  assert.equal(metricName('5xx'), '_5xx');
  assert.equal(metricName('é'), '_');
  assert.equal(metricName(''), '_');
});

test('a label does not begin with two underscores', () => {
  assert.equal(labelName('__name__'), '_name__');
  assert.equal(labelName('_x'), '_x');
  assert.equal(labelName('a.b'), 'a_b');
});

test('tags are labels by name, without metric_type and what is empty', () => {
  assert.equal(labelsOf({ metric_type: 'gauge', b: '2', a: '1', none: '' }), 'a="1",b="2"');
  assert.equal(labelsOf({ metric_type: 'gauge' }), '');
});

test('tags whose names fall together are one label', () => {
  assert.equal(labelsOf({ 'a.b': '1', 'a-b': '2', a_b: '3' }), 'a_b="2;1;3"');
});

test('a label that the page needs itself is kept free', () => {
  assert.equal(labelsOf({ quantile: 'x' }, 'quantile'), 'exported_quantile="x"');
  assert.equal(labelsOf({ quantile: 'x' }), 'quantile="x"');
});

test('no text breaks a line', () => {
  assert.equal(escapeValue('a"b\\c\nd\r\0\ud800é'), 'a\\"b\\\\c\\nd___é');
  assert.equal(escapeHelp('a"b\\c\nd\r', false), 'a"b\\\\c\\nd_');
  assert.equal(escapeHelp('a"b', true), 'a\\"b');
});
