import { unexpected } from '../shared/outcome.ts';
import type { StepOutcome } from './step.ts';

/** What a step gave to those after it: its value, or nothing when it could not be done. */
export type Given<Value> = { readonly name: string; readonly value?: Value };

/** The values of the steps that another one needs. */
type Values<Needs extends readonly Given<unknown>[]> = {
  [Index in keyof Needs]: Needs[Index] extends Given<infer Value> ? Value : never;
};

/** Tells how a step gets on while it takes its time. */
export type Say = (text: string) => void;

/** The steps of one run of the provisioner, taken one after the other. */
export interface Run {
  /**
   * Takes a step with the values of those it needs, unless one of them could not be done, and tells its outcome in a
   * line. A failure keeps only those steps from going on that need it.
   */
  step<const Needs extends readonly Given<unknown>[], Value>(
    name: string,
    needs: Needs,
    action: (values: Values<Needs>, say: Say) => Promise<StepOutcome<Value>>,
  ): Promise<Given<Value>>;
  /** What failed, a message each, in the order of the steps. */
  failures(): readonly string[];
}

/** Names are shorter than this. */
const column = 18;

/** A run that tells its steps to `print`, a line each, without a line break. */
export function createRun(print: (line: string) => void): Run {
  const failures: string[] = [];
  const finish = (name: string, outcome: StepOutcome<unknown>) => {
    if (outcome.state === 'failed') failures.push(`${name}: ${outcome.reason}`);
    print(name.padEnd(column) + (outcome.state === 'failed' ? 'failed, see below' : outcome.text));
  };
  return {
    failures: () => failures,
    async step(name, needs, action) {
      const missing = needs.find(given => !('value' in given));
      if (missing) {
        print(`${name.padEnd(column)}not yet: needs ${missing.name}`);
        return { name };
      }
      const values = needs.map(given => given.value) as Values<typeof needs>;
      const outcome = await action(values, text => print(name.padEnd(column) + text)).catch(
        (error): StepOutcome<never> => ({ state: 'failed', reason: unexpected(error) }),
      );
      finish(name, outcome);
      return outcome.state === 'done' ? { name, value: outcome.value } : { name };
    },
  };
}
