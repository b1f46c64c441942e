import type { Expression } from './expression.ts';

/** A rule of the configuration that has been checked and is ready to look at lines. Made by compile.ts. */
export interface Rule {
  readonly expression: Expression;
  readonly metric: string;
  readonly type: 'counter' | 'gauge' | 'timing';
  /** Group that holds the number; only a counter may go without, and counts 1. */
  readonly value: string | undefined;
  /** Groups that become tags of their names. */
  readonly tags: readonly string[];
  /** Whether the rule is for the file of that path or the container of that name. */
  appliesTo(name: string): boolean;
}
