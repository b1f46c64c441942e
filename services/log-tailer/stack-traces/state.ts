import { z } from 'zod';

/** What is kept of the name of an exception, characters. */
export const longestType = 200;

const type = z.string().max(longestType);

/** What a source's stack traces need to go on after a restart: less than 1 KiB. */
export const traceState = z.strictObject({
  /** The trace whose lines come just now. */
  open: z
    .strictObject({
      language: z.string(),
      stage: z.int().min(0),
      type: type.exactOptional(),
      /** Whether the exception has been counted. */
      counted: z.boolean(),
    })
    .exactOptional(),
  /** What the last line names, of which frames may follow, perhaps behind so many lines of its message. */
  head: z.strictObject({ type: type.exactOptional(), between: z.int().min(0) }).exactOptional(),
  /** Whether a trace that begins now belongs to the entry of the line before. */
  logged: z.literal(true).exactOptional(),
});

/** As {@link traceState} has it. */
export type TraceState = z.output<typeof traceState>;
