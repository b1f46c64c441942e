/** How a step ended. Texts are for the person who reads the output, and hold no secret. */
export type StepOutcome<Value> =
  /** All is as it should be; `text` says what was done for it. */
  | { readonly state: 'done'; readonly value: Value; readonly text: string }
  /** `reason` says what is wrong and what to change. */
  | { readonly state: 'failed'; readonly reason: string }
  /** A dry run ends here: the value would have to be made first. */
  | { readonly state: 'pending'; readonly text: string };

/** A step that has nothing more to do. */
export function done<Value>(value: Value, text: string): StepOutcome<Value> {
  return { state: 'done', value, text };
}

/** A step that could not be done. */
export function failed(reason: string): StepOutcome<never> {
  return { state: 'failed', reason };
}

/** A step that a dry run does not take. */
export function pending(text: string): StepOutcome<never> {
  return { state: 'pending', text };
}
