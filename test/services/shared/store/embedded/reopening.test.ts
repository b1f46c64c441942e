import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { failure, type Outcome } from '../../../../../services/shared/outcome.ts';
import {
  createReopeningSession,
  type ReopeningSession,
} from '../../../../../services/shared/store/embedded/reopening.ts';
import { openSession, type Session } from '../../../../../services/shared/store/embedded/session.ts';
import { databasePath, makeDirectory } from './support.ts';

const run = (session: ReopeningSession, sql: string) =>
  session.use(held => held.alone(async connection => (await connection.runAndReadAll(sql)).getRows()));

/** A checkpoint that fails midway, as on a full disk, after which DuckDB takes nothing until the file is opened again. */
async function breakDatabase(session: ReopeningSession): Promise<void> {
  await run(session, "SET debug_checkpoint_abort = 'before_header'");
  await assert.rejects(run(session, 'CHECKPOINT'), /FATAL/);
}

async function withSession(
  body: (session: ReopeningSession, opened: () => number, refuse: (reason: string) => void) => Promise<void>,
) {
  const directory = await makeDirectory();
  let count = 0;
  let refusal: string | undefined;
  const open = async (): Promise<Outcome<Session>> => {
    count += 1;
    if (refusal !== undefined) {
      const reason = refusal;
      refusal = undefined;
      return failure(reason);
    }
    return openSession({ path: databasePath(directory), memoryLimit: 64_000_000, capacity: 10 });
  };
  const first = await open();
  if (!first.ok) throw new Error(first.reason);
  const session = createReopeningSession(first.value, open);
  try {
    await run(session, 'CREATE TABLE points_0 AS SELECT 1::BIGINT AS time');
    await body(
      session,
      () => count,
      reason => {
        refusal = reason;
      },
    );
  } finally {
    await session.close();
    await rm(directory, { recursive: true });
  }
}

describe('a session that is opened again', () => {
  test('goes on after an error that breaks the database, with what was committed', async () => {
    await withSession(async (session, opened) => {
      await breakDatabase(session);
      assert.deepEqual(await run(session, 'SELECT * FROM points_0'), [[1n]]);
      assert.equal(opened(), 2);
    });
  });

  test('is opened once for all who wait, and tried again when that fails', async () => {
    await withSession(async (session, opened, refuse) => {
      await breakDatabase(session);
      refuse('the disk is full');
      const both = await Promise.allSettled([run(session, 'SELECT 1'), run(session, 'SELECT 2')]);
      assert.deepEqual(
        both.map(result => result.status === 'rejected' && result.reason.message),
        ['the disk is full', 'the disk is full'],
      );
      assert.deepEqual(await run(session, 'SELECT 3'), [[3]]);
      assert.equal(opened(), 3);
    });
  });

  test('is not opened again for an error that only concerns a statement', async () => {
    await withSession(async (session, opened) => {
      await assert.rejects(run(session, 'SELECT nonsense'), /Binder Error/);
      assert.deepEqual(await run(session, 'SELECT 1'), [[1]]);
      assert.equal(opened(), 1);
    });
  });
});
