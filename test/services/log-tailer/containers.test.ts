import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { systemClock } from '../../../services/shared/lifecycle/clock.ts';
import { createContainer, runContainer, type TestContainer } from '../../support/containers.ts';
import { skipWithoutEngine } from '../../support/requires.ts';
import { scratchUntilExit } from '../../support/scratch.ts';
import { until } from '../../support/until.ts';
import { startTailer } from './tailer.ts';

const image = 'debian:bookworm-slim';
const shell = (script: string) => ['sh', '-c', script];

async function start(context: TestContext, data = scratchUntilExit()) {
  const tailer = await startTailer(context, { clock: systemClock, directory: data, logs: { files: [] } });
  /** Of one container: lines and bytes by stream. */
  const counted = ({ name }: TestContainer) => {
    const sums: Record<string, number> = {};
    for (const [key, value] of Object.entries({ ...tailer.totals('log.lines'), ...tailer.totals('log.bytes') }))
      if (key.includes(`container:${name},`)) sums[key.replace(/\{.*stream:(\w+).*/, ' $1')] = value;
    return sums;
  };
  return { ...tailer, data, counted };
}

describe('the logs of containers', { skip: await skipWithoutEngine() }, () => {
  it('counts every line of a container that lives for a moment', async t => {
    const { counted } = await start(t);
    const container = await runContainer({ image, command: shell('seq 1000; echo oh no >&2; printf end') }, t);
    const expected = {
      'log.lines stdout': 1001,
      'log.bytes stdout': 3896,
      'log.lines stderr': 1,
      'log.bytes stderr': 6,
    };
    await until(() => counted(container)['log.lines stdout'] === 1001 && counted(container)['log.lines stderr'] === 1);
    assert.deepEqual(counted(container), expected);
  });

  it('reads to the end what a container wrote that is removed at once', async t => {
    const { counted } = await start(t);
    const container = await createContainer({ image, command: shell('seq 5000'), hostConfig: { AutoRemove: true } }, t);
    await container.start();
    await until(() => counted(container)['log.lines stdout'] === 5000, 'the number of lines');
  });

  it('reads what containers wrote that live for a moment, several at a time', async t => {
    const { counted } = await start(t);
    const rest = Array.from({ length: 15 }, (_, index) => index);
    const ran: TestContainer[] = [];
    const runSome = async () => {
      while (rest.pop() !== undefined) {
        const options = { image, command: ['echo', 'hi'], hostConfig: { AutoRemove: true } };
        const container = await createContainer(options, t);
        ran.push(container);
        await container.start();
      }
    };
    await Promise.all(Array.from({ length: 5 }, runSome));
    await until(() => ran.every(container => counted(container)['log.lines stdout'] === 1), 'a line of each', 20);
  });

  it('follows a container through its restarts, and keeps its runs apart', async t => {
    const { counted } = await start(t);
    const container = await runContainer(
      {
        image,
        command: shell('printf begin; exit 1'),
        hostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } },
      },
      t,
    );
    await until(() => counted(container)['log.lines stdout'] === 3, 'the number of lines');
    assert.equal(counted(container)['log.bytes stdout'], 15);
  });

  it('loses no line of a log that is rotated ten times a second', async t => {
    const { counted } = await start(t);
    const container = await runContainer(
      {
        image,
        command: shell('for i in $(seq 15); do seq 10000; sleep 0.1; done'), // a rotation every 0.1 s
        hostConfig: { LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '3' } } },
      },
      t,
    );
    await until(() => (counted(container)['log.lines stdout'] ?? 0) >= 150_000, 'the number of lines');
    assert.equal(counted(container)['log.lines stdout'], 150_000);
  });

  it('joins the lines that the engine cuts to pieces', async t => {
    const { counted } = await start(t);
    const script = 'head -c 100000 /dev/zero | tr "\\0" x; echo; head -c 50000 /dev/zero | tr "\\0" y >&2; echo done';
    const container = await runContainer({ image, command: shell(script) }, t);
    await until(
      () => counted(container)['log.bytes stderr'] === 50_000 && counted(container)['log.lines stdout'] === 2,
    );
    assert.deepEqual(counted(container), {
      'log.lines stdout': 2,
      'log.bytes stdout': 100_006,
      'log.lines stderr': 1,
      'log.bytes stderr': 50_000,
    });
  });

  for (const [what, tty] of [
    ['frames', false],
    ['a terminal', true],
  ] as const)
    it(`reads a driver without files through the engine, by ${what}, over its own restart`, async t => {
      const first = await start(t);
      const container = await runContainer(
        {
          image,
          tty,
          command: shell('seq 100; sleep 1; seq 50; sleep 1; seq 20; sleep 60'),
          hostConfig: { LogConfig: { Type: 'local', Config: {} } },
        },
        t,
      );
      await until(() => (first.counted(container)['log.lines stdout'] ?? 0) >= 100, 'the first lines');
      assert.match(first.service.parts()[1]?.detail ?? '', /through the engine/);
      await first.stop();
      const second = await start(t, first.data);
      const total = () =>
        (first.counted(container)['log.lines stdout'] ?? 0) + (second.counted(container)['log.lines stdout'] ?? 0);
      await until(() => total() >= 170, 'the last lines');
      await second.stop();
      assert.equal(total(), 170);
    });

  it('goes on to the byte after its own restart', async t => {
    const first = await start(t);
    const container = await runContainer({ image, command: shell('while sleep 0.01; do echo line; done') }, t);
    await until(() => (first.counted(container)['log.lines stdout'] ?? 0) > 50, 'the first lines');
    await first.stop();
    const second = await start(t, first.data);
    await until(() => (second.counted(container)['log.lines stdout'] ?? 0) > 50, 'the next lines');
    await container.stop();
    await second.stop();
    const written = (await container.container.logs({ stdout: true, follow: false })) as unknown as Buffer;
    const total =
      (first.counted(container)['log.lines stdout'] ?? 0) + (second.counted(container)['log.lines stdout'] ?? 0);
    assert.equal(total, written.toString('latin1').split('\n').length - 1);
  });
});
