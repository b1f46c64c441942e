import type { Outcome } from '../../outcome.ts';
import { isFatal } from './faults.ts';
import type { Session } from './session.ts';

/** A session that is opened again after an error that DuckDB does not get over by itself. */
export interface ReopeningSession {
  /** Runs a task on the session; throws what it throws, and when the database cannot be opened again. */
  use<Value>(task: (session: Session) => Promise<Value>): Promise<Value>;
  /** Waits for what is under way. Nothing may be used after. */
  close(): Promise<void>;
}

/** Goes on from `first`; `open` opens the same database again. */
export function createReopeningSession(first: Session, open: () => Promise<Outcome<Session>>): ReopeningSession {
  let current: Session | undefined = first;
  let opening: Promise<Session> | undefined;
  let closing: Promise<void> = Promise.resolve();

  const reopen = async () => {
    await closing;
    const opened = await open();
    if (!opened.ok) throw new Error(opened.reason);
    current = opened.value;
    return current;
  };

  const reopened = () => {
    opening ??= reopen().finally(() => {
      opening = undefined;
    });
    return opening;
  };

  return {
    async use(task) {
      const session = current ?? (await reopened());
      try {
        return await task(session);
      } catch (error) {
        if (isFatal(error) && current === session) {
          current = undefined;
          closing = session.close();
        }
        throw error;
      }
    },
    async close() {
      await opening?.catch(() => {});
      await closing;
      await current?.close();
    },
  };
}
