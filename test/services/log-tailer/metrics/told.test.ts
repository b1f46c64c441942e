import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSourceMetrics } from '../../../../services/log-tailer/metrics/source-metrics.ts';
import { levelOf, type Told } from '../../../../services/log-tailer/metrics/told.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';

describe('levelOf', () => {
  it('is what the log tells, if that is sure; else only where the line shows nothing', () => {
    assert.equal(levelOf('error', undefined), 'error');
    assert.equal(levelOf('error', { level: 'info', sure: true }), 'info');
    assert.equal(levelOf('error', { level: 'info', sure: false }), 'error');
    assert.equal(levelOf('unknown', { level: 'info', sure: false }), 'info');
  });
});

describe('createSourceMetrics', () => {
  it('counts a line that continues an entry as a line, and not as an entry', () => {
    const statsd = createRecordingClient();
    const metrics = createSourceMetrics({ tags: {}, name: 'journal:a', rules: [] });
    const say = (text: string, told?: Told) => {
      const bytes = Buffer.from(text);
      metrics.line(bytes, 0, bytes.length, bytes.length + 1, told);
    };
    say('ERROR no stock', { level: 'warn', sure: true });
    say('ERROR of which nobody knows why', 'continued');
    say('java.lang.IllegalStateException: no stock', 'continued');
    say('\tat com.shop.Stock.take(Stock.java:42)', 'continued');
    metrics.report(statsd);
    assert.deepEqual(statsd.take(), [
      'log.bytes 128 c',
      'log.entries{level:warn} 1 c',
      'log.exceptions{exception_type:java.lang.IllegalStateException} 1 c',
      'log.lines 4 c',
    ]);
  });
});
