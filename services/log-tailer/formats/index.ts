import { createCombinedReader } from './combined.ts';
import type { Format } from './format.ts';
import { createJsonReader } from './json.ts';

/** Every format that is known. A line belongs to the first that takes it; one that none takes is plain text. */
export const formats: readonly Format[] = [createJsonReader, createCombinedReader];
