import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createContainerBirths } from '../../../../services/log-tailer/sources/container-birth.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { until } from '../../../support/until.ts';
import { createLogDirectory } from '../log-directory.ts';

const idOf = (number: number) => number.toString(16).padStart(64, '0');

/** The directory where an engine keeps its containers' files, and who waits for them. */
function createRoot(context: TestContext) {
  const { path } = createLogDirectory(context);
  const clock = createFakeClock();
  const births = createContainerBirths(clock, path);
  context.after(births.stop.bind(births));
  const logOf = (id: string) => join(path, id, `${id}-json.log`);
  const create = (id: string) => mkdirSync(join(path, id));
  const start = (id: string, text = 'text') => writeFileSync(logOf(id), text);
  const remove = (id: string) => rmSync(join(path, id), { recursive: true });
  return { path, clock, births, logOf, create, start, remove };
}

describe('createContainerBirths', () => {
  it('holds the file of a container from when it appears, though it is removed', async t => {
    const { births, logOf, create, start, remove } = createRoot(t);
    const id = idOf(1);
    create(id);
    start(id);
    await until(() => births.held(id) !== undefined);
    remove(id);
    assert.equal(births.held(id), logOf(id));
    assert.equal(readFileSync(births.reach(logOf(id))!, 'utf8'), 'text');
    births.forget(id);
    assert.deepEqual([births.held(id), births.reach(logOf(id))], [undefined, undefined]);
  });

  it('tells once that the file of a container is there that is waited for', async t => {
    const { births, logOf, create, start } = createRoot(t);
    const id = idOf(1);
    const born: string[] = [];
    create(id);
    births.await(id, path => born.push(path));
    assert.equal(born.length, 0);
    start(id);
    await until(() => born.length > 0);
    appendFileSync(logOf(id), 'more');
    births.await(id, path => born.push(`${path} again`));
    assert.deepEqual(born, [logOf(id), `${logOf(id)} again`]);
  });

  it('waits for one that was created as long as it takes, and holds what nobody waits for half a minute only', async t => {
    const { clock, births, create, start } = createRoot(t);
    const born: string[] = [];
    create(idOf(1));
    births.await(idOf(1), path => born.push(path));
    create(idOf(2));
    start(idOf(2));
    await until(() => births.held(idOf(2)) !== undefined);
    await clock.advance(31_000);
    assert.equal(births.held(idOf(2)), undefined);
    start(idOf(1));
    await until(() => born.length > 0);
  });

  it('holds no more than 256 files', async t => {
    const { births, create, start } = createRoot(t);
    for (let number = 0; number < 300; number++) {
      create(idOf(number));
      start(idOf(number));
    }
    const held = () => Array.from({ length: 300 }, (_, number) => births.held(idOf(number))).filter(Boolean).length;
    await until(() => held() === 256);
    births.stop();
    assert.equal(held(), 0);
  });

  it('learns where the engine keeps its files, and does without where it cannot see that', async t => {
    const { path, clock, create, start } = createRoot(t);
    const births = createContainerBirths(clock, join(path, 'nowhere'));
    t.after(() => births.stop());
    births.await(idOf(1), () => assert.fail('it is nowhere'));
    births.learn(idOf(1), '/some/other.log');
    births.learn(idOf(1), join(path, idOf(1), `${idOf(1)}-json.log`));
    create(idOf(2));
    start(idOf(2));
    await until(() => births.held(idOf(2)) !== undefined);
  });
});
