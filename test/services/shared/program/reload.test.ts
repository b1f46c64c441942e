import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Config, configSchema } from '../../../../services/shared/config/schema.ts';
import { failure, type Outcome, success } from '../../../../services/shared/outcome.ts';
import type { Running } from '../../../../services/shared/program/program.ts';
import { createReloadable } from '../../../../services/shared/program/reload.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';

const configOf = (keys: object): Config => configSchema.parse(keys);
const nameOf = ({ hostname }: Config) => hostname ?? 'unnamed';

/** Services that keep a log of what is done to them; those of a host whose name is in `broken` do not start. */
function createWorld() {
  const log: string[] = [];
  const broken = new Set<string>();
  const logger = createKeepingLogger();
  const made = (name: string): Running => ({
    parts: () => [{ name, state: 'ok', detail: 'runs' }],
    async reconfigure({ statsd }) {
      if (statsd.port === 13) throw new Error('unlucky');
      log.push(`${name} takes port ${statsd.port}`);
    },
    farewell: async () => void log.push(`${name} waits for those that stop with it`),
    stop: async () => void log.push(`${name} stops`),
  });
  const start = async (config: Config): Promise<Outcome<Running>> => {
    log.push(`${nameOf(config)} starts`);
    if (nameOf(config) === 'thrower') throw new Error('a bug');
    return broken.has(nameOf(config)) ? failure('broken') : success(made(nameOf(config)));
  };
  const foundations = ({ hostname }: Config) => [hostname];
  const config = configOf({ hostname: 'a' });
  const reloadable = createReloadable({ running: made('a'), config, start, foundations, logger });
  return { log, broken, logger, reloadable };
}

test('what services can take over is handed to them', async () => {
  const { log, logger, reloadable } = createWorld();
  await reloadable.apply(configOf({ hostname: 'a', statsd: { port: 9 } }));
  assert.deepEqual(log, ['a takes port 9']);
  assert.deepEqual(logger.lines, ['info test: the changed configuration is applied: statsd.port']);
});

test('other foundations need a new start; only the last stop waits for those that stop at the same time', async () => {
  const { log, reloadable } = createWorld();
  await reloadable.apply(configOf({ hostname: 'b' }));
  assert.deepEqual(log, ['a stops', 'b starts']);
  await reloadable.stop();
  assert.deepEqual(log.slice(2), ['b waits for those that stop with it', 'b stops']);
});

test('when the new start fails the old configuration is started again', async () => {
  const { log, logger, broken, reloadable } = createWorld();
  broken.add('b');
  assert.deepEqual(await reloadable.apply(configOf({ hostname: 'b' })), failure('broken'));
  assert.deepEqual(log, ['a stops', 'b starts', 'a starts']);
  assert.deepEqual(logger.lines, ['error test: the changed configuration cannot be applied: broken']);
});

test('when neither can be started the next change is tried all the same', async () => {
  const { log, broken, reloadable } = createWorld();
  broken.add('a').add('b');
  await reloadable.apply(configOf({ hostname: 'b' }));
  assert.deepEqual(
    reloadable.parts().map(({ state }) => state),
    ['down'],
  );
  await reloadable.apply(configOf({ hostname: 'c' }));
  assert.deepEqual(log, ['a stops', 'b starts', 'a starts', 'c starts']);
  assert.deepEqual(reloadable.parts(), [{ name: 'c', state: 'ok', detail: 'runs' }]);
});

test('a change that throws is told, and does not keep the next from being applied', async () => {
  const { log, logger, reloadable } = createWorld();
  await reloadable.apply(configOf({ hostname: 'a', statsd: { port: 13 } }));
  await reloadable.apply(configOf({ hostname: 'a', statsd: { port: 9 } }));
  assert.deepEqual(log, ['a takes port 9']);
  assert.match(logger.lines[0]!, /^error test: .*unlucky/);
});

test('a start that throws, which is a bug, does not keep the old configuration from running on', async () => {
  const { log, logger, reloadable } = createWorld();
  await reloadable.apply(configOf({ hostname: 'thrower' }));
  assert.deepEqual(log, ['a stops', 'thrower starts', 'a starts']);
  assert.match(logger.lines.at(-1)!, /cannot be applied: unexpected: Error: a bug/);
  assert.deepEqual(
    reloadable.parts().map(({ name }) => name),
    ['a'],
  );
});
