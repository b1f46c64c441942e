import { failure, success } from '../../services/shared/outcome.ts';
import type { RunningAnswer, RunningQuery, RunningSource } from '../../services/shared/running/running.ts';

/** An interval under way that a test makes up as it goes on. */
export interface FakeRunning extends RunningSource {
  readonly asked: RunningQuery[];
  /** Epoch milliseconds. */
  start: number;
  now: number;
  /** What a query is answered; from now on nothing is known without it. */
  answer: ((query: RunningQuery) => RunningAnswer) | undefined;
}

/** One in which nothing is known yet. */
export function createFakeRunning(start: number): FakeRunning {
  const fake: FakeRunning = {
    asked: [],
    start,
    now: start,
    answer: undefined,
    async read(queries) {
      fake.asked.push(...queries);
      const { answer, start, now } = fake;
      return answer ? success({ start, now, answers: queries.map(answer) }) : failure('nothing is known');
    },
  };
  return fake;
}
