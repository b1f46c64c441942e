import assert from 'node:assert/strict';
import { chmod, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openEmbeddedStore } from '../../../../../services/shared/store/embedded/store.ts';
import { createKeepingLogger } from '../../../../support/keeping-logger.ts';
import { withoutRoot } from '../../../../support/without-root.ts';
import { databasePath, makeDirectory, openOrFail, runSql, testOptions } from './support.ts';

const time = Date.UTC(2026, 0, 1);
const aside = 'metrics.duckdb.damaged-20260101T000000.000Z';

async function inDirectory(body: (directory: string) => Promise<void>): Promise<void> {
  const directory = await makeDirectory();
  try {
    await body(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Closes a store that holds points of a thousand series, then opens the file again to leave more in its log. */
async function makeDatabase(directory: string): Promise<void> {
  const store = await openOrFail(testOptions(directory, time));
  const points = Array.from({ length: 1000 }, (_, index) => ({
    metric: 'm',
    tags: { series: `${index}` },
    time,
    fields: { value: index },
  }));
  await store.write(points);
  await store.close();
}

const values = async (directory: string) => {
  const logger = createKeepingLogger();
  const store = await openOrFail({ ...testOptions(directory, time), logger });
  const query = { metric: 'm', field: 'value', groupBy: [], where: [], from: time, to: time + 60_000 } as const;
  const [series] = await store.query({ ...query, aggregate: 'count', step: 60_000 });
  await store.close();
  return { count: series?.points[0]?.[1] ?? 0, lines: logger.lines };
};

const reasonOf = async (directory: string) => {
  const opened = await openEmbeddedStore(testOptions(directory, time));
  if (opened.ok) await opened.value.close();
  return opened.ok ? 'it opened' : opened.reason;
};

describe('opening the embedded store', () => {
  test('makes the directory and the file for their owner only', async () => {
    await inDirectory(async parent => {
      const directory = join(parent, 'data', 'tidegauge');
      const store = await openOrFail(testOptions(directory));
      assert.equal((await stat(directory)).mode & 0o777, 0o700);
      assert.equal((await stat(databasePath(directory))).mode & 0o777, 0o600);
      await store.close();
      assert.deepEqual(await readdir(directory), ['metrics.duckdb']);
    });
  });

  test('fails where no directory can be made', async () => {
    await inDirectory(async parent => {
      const file = join(parent, 'file');
      await writeFile(file, '');
      assert.match(await reasonOf(join(file, 'data')), /^cannot write to the directory .+\/file\/data: ENOTDIR/);
    });
  });

  test('fails in a directory that cannot be written', async () => {
    await inDirectory(async directory => {
      await chmod(directory, 0o500);
      await withoutRoot(async () => {
        assert.match(await reasonOf(directory), /^cannot (write to the directory|open) .+(EACCES|Permission denied)/);
      });
      await chmod(directory, 0o700);
    });
  });

  test('fails when this process has it open already, and works again after', async () => {
    await inDirectory(async directory => {
      const store = await openOrFail(testOptions(directory));
      assert.match(await reasonOf(directory), /metrics\.duckdb: this process has it open already$/);
      await store.close();
      assert.equal(await reasonOf(directory), 'it opened');
    });
  });

  test('refuses the tables of a newer Tidegauge, and leaves them alone', async () => {
    await inDirectory(async directory => {
      await makeDatabase(directory);
      await runSql(databasePath(directory), 'UPDATE tidegauge SET schema_version = 99');
      assert.match(
        await reasonOf(directory),
        /^cannot use .+: its tables have version 99, and this Tidegauge knows version 1/,
      );
      assert.deepEqual(await runSql(databasePath(directory), 'SELECT count(*) FROM series'), [[1000n]]);
    });
  });

  test("refuses somebody else's database", async () => {
    await inDirectory(async directory => {
      await runSql(databasePath(directory), 'CREATE TABLE theirs AS SELECT 1');
      assert.match(await reasonOf(directory), /^cannot use .+: it is a database of something else/);
    });
  });

  const overwrite = async (path: string, position: number) => {
    const bytes = await readFile(path);
    const start = position < 0 ? bytes.length + position : position;
    bytes.write('overwritten', start);
    await writeFile(path, bytes);
  };
  const damages: [title: string, damage: (path: string) => Promise<void>][] = [
    ['garbage', path => writeFile(path, 'garbage '.repeat(10_000))],
    ['an empty file', path => truncate(path)],
    ['a file cut short in its header', path => truncate(path, 5000)],
    ['a file without its end', async path => truncate(path, (await stat(path)).size - 1000)],
    ['an overwritten header', path => overwrite(path, 20)],
    [
      'overwritten tables',
      async path => {
        for (let position = 12_388; position < (await stat(path)).size; position += 262_144)
          await overwrite(path, position);
      },
    ],
  ];
  for (const [title, damage] of damages) {
    test(`${title} is kept aside, and a fresh database is started`, async () => {
      await inDirectory(async directory => {
        await makeDatabase(directory);
        await damage(databasePath(directory));
        const damaged = await readFile(databasePath(directory));
        const { count, lines } = await values(directory);
        assert.equal(count, 0);
        assert.deepEqual(await readFile(join(directory, aside)), damaged);
        assert.equal(lines.length, 1);
        assert.match(
          lines[0]!,
          /^warn test: .+metrics\.duckdb is damaged and was kept as .+; a fresh one is started: /,
        );
        await makeDatabase(directory);
        assert.equal((await values(directory)).count, 1000);
      });
    });
  }

  test('a second damaged file does not take the place of the first', async () => {
    await inDirectory(async directory => {
      for (const text of ['first', 'second']) {
        await writeFile(databasePath(directory), text);
        assert.equal((await values(directory)).count, 0);
      }
      assert.deepEqual(await readdir(directory), ['metrics.duckdb', aside, `${aside}-2`]);
      assert.equal(await readFile(join(directory, aside), 'utf8'), 'first');
    });
  });
});
