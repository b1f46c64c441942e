import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, success } from '../../../../services/shared/outcome.ts';
import { createConfigurationHealth } from '../../../../services/shared/program/configuration-health.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';

const file = '/etc/tidegauge/tidegauge.yaml';
const wrongPort = `${file}:3: statsd.port is "x", must be a whole number from 0 to 65535`;

function create(path: string | undefined = file) {
  const logger = createKeepingLogger();
  return { logger, ...createConfigurationHealth(path, logger) };
}

test('names the file that is in force', () => {
  assert.deepEqual(create().part(), { name: 'configuration', state: 'ok', detail: file });
  const none = createConfigurationHealth(undefined, createKeepingLogger());
  assert.equal(none.part().detail, 'no file, only defaults and the environment');
  none.valid(file);
  assert.equal(none.part().detail, file);
});

test('while a change is refused, warns of its first error, and says what to do', () => {
  const { refused, part, logger } = create();
  refused([wrongPort]);
  assert.deepEqual(part(), {
    name: 'configuration',
    state: 'warn',
    detail: `a change is refused, the configuration before it goes on: ${wrongPort}`,
    remedy: 'correct it, it is taken over without a restart',
  });
  assert.deepEqual(logger.lines, [
    `error test: the changed configuration is refused, the old one goes on: ${wrongPort}`,
  ]);
});

test('of several errors the first is shown, and where the others are', () => {
  const { refused, part } = create();
  refused([wrongPort, 'b', 'c']);
  assert.match(part().detail, /65535$/);
  assert.equal(part().remedy, 'correct it, it is taken over without a restart; the log has 2 more');
});

test('the warning ends when the file is valid again, whether or not that changes anything', () => {
  const { refused, valid, part, logger } = create();
  refused([wrongPort]);
  refused(['another']);
  valid(file);
  valid(file);
  assert.equal(part().state, 'ok');
  assert.deepEqual(logger.lines.slice(2), ['info test: the configuration is valid again']);
});

test('a valid change that could not be applied is warned of until one is', () => {
  const { applied, part } = create();
  applied(failure('the directory is locked'));
  assert.deepEqual(part(), {
    name: 'configuration',
    state: 'warn',
    detail: 'a change could not be applied: the directory is locked',
    remedy: 'take it back, or mend that and start anew',
  });
  applied(success(undefined));
  assert.equal(part().state, 'ok');
});

test('a change that is applied late does not hide that the one after it is refused', () => {
  const { applied, refused, part } = create();
  refused([wrongPort]);
  applied(success(undefined));
  assert.equal(part().state, 'warn');
});
