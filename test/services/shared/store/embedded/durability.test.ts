import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createKeepingLogger } from '../../../../support/keeping-logger.ts';
import { databasePath, makeDirectory, openOrFail, testOptions } from './support.ts';

/** Starts a process that writes to a store of its own (child.ts). */
function startChild(directory: string, base = 0): { child: ChildProcess; lines: AsyncIterator<string> } {
  const script = fileURLToPath(new URL('child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, directory, `${base}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, lines: createInterface({ input: child.stdout! })[Symbol.asyncIterator]() };
}

describe('the embedded store and other processes', () => {
  test('what was acknowledged before a kill -9 is there, and nothing twice', async () => {
    const directory = await makeDirectory();
    const base = Date.now() - 60_000;
    try {
      for (const enough of ['40', '150']) {
        const { child, lines } = startChild(directory, base);
        let acknowledged = 0;
        for (;;) {
          const { value, done } = await lines.next();
          if (done) throw new Error('the child ended by itself');
          if (value !== 'open') acknowledged = Number(value);
          if (value === enough) break;
        }
        child.kill('SIGKILL');
        await once(child, 'exit');
        // What it still said before it died counts as well.
        for (let line = await lines.next(); !line.done; line = await lines.next()) acknowledged = Number(line.value);
        const store = await openOrFail(testOptions(directory, base + 60_000));
        const query = {
          metric: 'm',
          field: 'value',
          groupBy: [],
          where: [],
          from: base,
          to: base + 60_000,
          step: 1,
        } as const;
        const [counts] = await store.query({ ...query, aggregate: 'count' });
        const [values] = await store.query({ ...query, aggregate: 'max' });
        const written = counts?.points.filter(([, count]) => count !== null) ?? [];
        assert.ok(
          written.length === acknowledged || written.length === acknowledged + 1,
          `${written.length} of ${acknowledged}`,
        );
        assert.deepEqual(
          written,
          written.map((_, index) => [base + index + 1, 3]),
        );
        assert.deepEqual(
          values?.points.filter(([, value]) => value !== null),
          written.map((_, index) => [base + index + 1, index + 1]),
        );
        await store.close();
      }
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  test('of a damaged log only what was in it is lost, and it is kept aside', async () => {
    const directory = await makeDirectory();
    const base = Date.now() - 60_000;
    const options = { ...testOptions(directory, base), logger: createKeepingLogger() };
    try {
      const point = { metric: 'm', tags: { series: 'old' }, time: base, fields: { value: 1 } };
      const before = await openOrFail(options);
      await before.write([point]);
      await before.close();
      const { child, lines } = startChild(directory, base);
      for (let line = await lines.next(); line.value !== '50'; line = await lines.next()) assert.ok(!line.done);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const log = await readFile(`${databasePath(directory)}.wal`);
      log.write('overwritten', log.length / 2);
      await writeFile(`${databasePath(directory)}.wal`, log);

      const store = await openOrFail(options);
      assert.deepEqual(await store.tagValues('series'), ['old']);
      assert.equal(options.logger.lines.length, 1);
      assert.match(options.logger.lines[0]!, /^warn test: the write-ahead log of .+ is damaged and was kept as /);
      const [aside = ''] = (await readdir(directory)).filter(name => name.startsWith('metrics.duckdb.damaged-'));
      assert.deepEqual(await readFile(join(directory, aside)), log);
      await store.write([{ ...point, time: base + 1 }]);
      await store.close();
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  test('a database that another process has open is refused, and the process is named', async () => {
    const directory = await makeDirectory();
    const store = await openOrFail(testOptions(directory));
    try {
      const { lines } = startChild(directory);
      const { value } = await lines.next();
      assert.match(
        value,
        new RegExp(`^${databasePath(directory)} is in use by another process: .+ \\(PID ${process.pid}\\)$`),
      );
    } finally {
      await store.close();
      await rm(directory, { recursive: true });
    }
  });
});
