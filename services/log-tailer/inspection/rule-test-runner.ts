import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { RuleTestReport } from '../../shared/logs/rule-test.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import type { ConfiguredTest } from '../rule-tester/rule-tester.ts';

/** Tests rules in a process of its own, which no rule and no line can make stall this one. */
export interface RuleTestRunner {
  /** One at a time: of those that wait for their turn the newest alone is answered, since its rules are the ones meant. */
  test(test: ConfiguredTest): Promise<Outcome<RuleTestReport>>;
  /** Ends the test under way, and its process; every later test fails. */
  stop(): void;
}

/** How long a test may take, its process' start included, milliseconds. */
const longestTest = 8000;
/** The process ends when nothing was tested for so long, milliseconds. */
const idleTime = 60_000;
/** Of the process' heap, MB. */
const heap = 96;

const program = fileURLToPath(new URL('./rule-test-process.ts', import.meta.url));

/** Node before 22.18 takes TypeScript only through tsx. */
const loader = () =>
  'typescript' in process.features && process.features.typescript
    ? []
    : ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];

const startProcess = () =>
  fork(program, [], {
    execArgv: [...loader(), `--max-old-space-size=${heap}`],
    // Nothing of ours is its business, secrets least of all.
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });

const stopping = failure('Tidegauge is stopping');

interface Waiting {
  readonly test: ConfiguredTest;
  answer(outcome: Outcome<RuleTestReport>): void;
}

/** Starts its process with the first test. `start`: instead of the process that tests. */
export function createRuleTestRunner(
  clock: Pick<Clock, 'now' | 'at'>,
  start: () => ChildProcess = startProcess,
): RuleTestRunner {
  let child: ChildProcess | undefined;
  /** Ends the test under way, of which there is one at most. */
  let finish: ((outcome: Outcome<RuleTestReport>, keep: boolean) => void) | undefined;
  let next: Waiting | undefined;
  let cancelIdle = () => {};
  let stopped = false;

  const end = () => {
    cancelIdle();
    const ending = child;
    child = undefined;
    ending?.kill('SIGKILL');
  };

  const startChild = () => {
    const started = start();
    // It may end while there is nothing to test, too.
    const onEnd = () => {
      if (child === started) end();
    };
    return started.on('exit', onEnd).on('disconnect', onEnd).on('error', onEnd);
  };

  const run = ({ test, answer }: Waiting) => {
    cancelIdle();
    child ??= startChild();
    const asked = child;
    const done = (outcome: Outcome<RuleTestReport>, keep: boolean) => {
      if (finish !== done) return;
      finish = undefined;
      cancelLimit();
      asked.off('message', onReport).off('exit', onExit).off('error', onExit);
      if (!keep) end();
      answer(outcome);
      const waiting = next;
      next = undefined;
      if (waiting) run(waiting);
      else if (child) cancelIdle = clock.at(clock.now() + idleTime, end);
    };
    finish = done;
    const onReport = (report: unknown) => done(success(report as RuleTestReport), true);
    const onExit = () => done(failure('the process that tests rules ended by itself'), false);
    const cancelLimit = clock.at(clock.now() + longestTest, () =>
      done(failure(`the test took longer than ${longestTest / 1000} s: try fewer lines, or a simpler rule`), false),
    );
    asked.on('message', onReport).on('exit', onExit).on('error', onExit);
    asked.send(test, error => {
      if (error) onExit();
    });
  };

  return {
    test: test =>
      new Promise(answer => {
        if (stopped) return answer(stopping);
        if (!finish) return run({ test, answer });
        next?.answer(failure('another test came after this one'));
        next = { test, answer };
      }),
    stop() {
      stopped = true;
      next?.answer(stopping);
      next = undefined;
      finish?.(stopping, false);
      end();
    },
  };
}
