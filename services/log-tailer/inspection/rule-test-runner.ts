import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { RuleTest, RuleTestReport } from '../../shared/logs/rule-test.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';

/** Tests rules in a process of its own, which no rule and no line can make stall this one. */
export interface RuleTestRunner {
  /** One at a time: of those that wait for their turn the newest alone is answered, since its rules are the ones meant. */
  test(test: RuleTest): Promise<Outcome<RuleTestReport>>;
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

interface Waiting {
  readonly test: RuleTest;
  answer(outcome: Outcome<RuleTestReport>): void;
}

/** Starts its process with the first test. `start`: instead of the process that tests. */
export function createRuleTestRunner(
  clock: Pick<Clock, 'now' | 'at'>,
  start: () => ChildProcess = startProcess,
): RuleTestRunner {
  let child: ChildProcess | undefined;
  let busy = false;
  let next: Waiting | undefined;
  let cancelIdle = () => {};

  const end = () => {
    cancelIdle();
    child?.kill('SIGKILL');
    child = undefined;
  };

  const run = ({ test, answer }: Waiting) => {
    busy = true;
    cancelIdle();
    child ??= start();
    const asked = child;
    let done = false;
    const finish = (outcome: Outcome<RuleTestReport>, keep: boolean) => {
      if (done) return;
      done = true;
      cancelLimit();
      asked.off('message', onReport).off('exit', onExit).off('error', onExit);
      busy = false;
      if (!keep) end();
      answer(outcome);
      const waiting = next;
      next = undefined;
      if (waiting) run(waiting);
      else cancelIdle = clock.at(clock.now() + idleTime, end);
    };
    const onReport = (report: unknown) => finish(success(report as RuleTestReport), true);
    const onExit = () => finish(failure('the process that tests rules ended by itself'), false);
    const cancelLimit = clock.at(clock.now() + longestTest, () =>
      finish(failure(`the test took longer than ${longestTest / 1000} s: try fewer lines, or a simpler rule`), false),
    );
    asked.on('message', onReport).on('exit', onExit).on('error', onExit);
    asked.send(test, error => {
      if (error) onExit();
    });
  };

  return {
    test: test =>
      new Promise(answer => {
        if (!busy) return run({ test, answer });
        next?.answer(failure('another test came after this one'));
        next = { test, answer };
      }),
    stop() {
      next?.answer(failure('Tidegauge is stopping'));
      next = undefined;
      end();
    },
  };
}
