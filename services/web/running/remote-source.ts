import { hostAndPort, type Target } from '../../shared/config/target.ts';
import { failure, messageOf, type Outcome, success } from '../../shared/outcome.ts';
import { type RunningSource, type RunningValues, runningValues } from '../../shared/running/running.ts';

/** Milliseconds that an answer may take: what comes later is not what is now. */
const patience = 1000;
/** Bytes of an answer at most. */
const longestAnswer = 8_388_608;

/** The running values of a StatsD server in another process (`statsd.running`), at an address that may change. */
export function createRemoteSource(address: () => Target | undefined): RunningSource {
  return {
    async read(queries): Promise<Outcome<RunningValues>> {
      const target = address();
      if (!target) return failure('web.running is not set: it names the StatsD server that tells them');
      const url = `http://${hostAndPort(target)}/running?${new URLSearchParams({ queries: JSON.stringify(queries) })}`;
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(patience), redirect: 'error' });
        if (!response.ok) {
          await response.body?.cancel();
          return failure(`${hostAndPort(target)} answers ${response.status}`);
        }
        const values = runningValues.safeParse(JSON.parse(await boundedText(response)));
        return values.success ? success(values.data) : failure(`${hostAndPort(target)} answers something else`);
      } catch (error) {
        return failure(`${hostAndPort(target)} does not answer: ${messageOf(error)}`);
      }
    },
  };
}

async function boundedText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > longestAnswer) throw new Error(`the answer is longer than ${longestAnswer} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}
