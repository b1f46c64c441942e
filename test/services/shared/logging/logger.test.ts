import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '../../../../services/shared/logging/logger.ts';

test('a line has the time, the level, the name and the message', () => {
  const lines: string[] = [];
  createLogger('info', 'tidegauge', line => lines.push(line)).warn('look out');
  assert.match(lines[0] ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warn tidegauge: look out\n$/);
});

test('what is below the level is left out, in loggers with another name too', () => {
  const lines: string[] = [];
  const logger = createLogger('warn', 'a', line => lines.push(line.slice(25)));
  for (const each of [logger, logger.named('b')]) {
    each.debug('1');
    each.info('2');
    each.warn('3');
    each.error('4');
  }
  assert.deepEqual(lines, ['warn a: 3\n', 'error a: 4\n', 'warn b: 3\n', 'error b: 4\n']);
});
