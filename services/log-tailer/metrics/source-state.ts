import { z } from 'zod';
import { traceState } from '../stack-traces/state.ts';

/** What must be known of a source's lines to go on after a restart as if there had been none: less than 1 KiB. */
export const sourceState = z.strictObject({ trace: traceState.exactOptional() });

/** As {@link sourceState} has it. */
export type SourceState = z.output<typeof sourceState>;
