import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { MetricStore } from '../../../../../services/shared/store/metric-store.ts';
import { makeDirectory, openOrFail, testOptions } from './support.ts';

const time = Date.UTC(2026, 0, 1);

/** A thousand points of one second. */
const second = (index: number) =>
  Array.from({ length: 1000 }, (_, series) => ({
    metric: 'm',
    tags: { series: `${series}` },
    time: time + index * 1000,
    fields: { value: index },
  }));

/** How many points each second has; those without any are left out. */
async function counts(store: MetricStore): Promise<number[]> {
  const query = { metric: 'm', field: 'value', groupBy: [], where: [], from: time, to: time + 3_600_000 } as const;
  const [series] = await store.query({ ...query, aggregate: 'count', step: 1000 });
  return (series?.points ?? []).flatMap(([, count]) => (count === null ? [] : [count]));
}

/** A file system of 16 MB, or why there is none. */
function mountSmall(directory: string): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may mount';
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', directory], { stdio: 'pipe' });
    return undefined;
  } catch {
    return 'cannot mount here';
  }
}

test('on a full disk writes are to be tried again, nothing stored is lost, and later writes go on', async context => {
  const directory = await makeDirectory();
  const unable = mountSmall(directory);
  if (unable !== undefined) {
    await rm(directory, { recursive: true });
    return context.skip(unable);
  }
  const options = testOptions(directory, time + 1_800_000);
  let store = await openOrFail(options);
  try {
    const filler = join(directory, 'filler');
    const { bavail, bsize } = await statfs(directory);
    await writeFile(filler, Buffer.alloc(bavail * bsize - 1_000_000));

    let written = 0;
    let failed = await store.write(second(written));
    for (; failed.ok && written < 100; failed = await store.write(second(written))) written += 1;
    assert.equal(failed.ok ? '' : failed.reason.kind, 'retry');
    assert.match(failed.ok ? '' : failed.reason.message, /No space left on device/);
    assert.ok(written > 5, `${written} flushes went into a megabyte`);
    await store.maintain();
    assert.equal((await store.write(second(written))).ok, false);
    assert.deepEqual(await counts(store), Array(written).fill(1000));

    await store.close();
    store = await openOrFail(options);
    assert.deepEqual(await counts(store), Array(written).fill(1000));
    assert.equal((await store.write(second(written))).ok, false);

    await rm(filler);
    await store.maintain();
    for (const index of [written, written + 1]) {
      assert.deepEqual(await store.write(second(index)), { ok: true, value: 1000 });
    }
    assert.deepEqual(await counts(store), Array(written + 2).fill(1000));
    await store.close();
    store = await openOrFail(options);
    assert.deepEqual(await counts(store), Array(written + 2).fill(1000));
  } finally {
    await store.close();
    execFileSync('umount', [directory]);
    await rm(directory, { recursive: true });
  }
});
