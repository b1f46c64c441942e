import { z } from 'zod';
import { quote } from '../../shared/logging/quote.ts';
import { keptLine, sourceStatus, withoutTailer } from './log-schemas.ts';
import { type ApiRoute, notFound, ok, unavailable } from './route.ts';

/** How one log is read, its last error lines, and its rules. */
export const logSourceRoute: ApiRoute = {
  path: '/api/v1/logs/{source}',
  summary: 'One log: its format, how far it has been read, its last error lines and how often its rules matched.',
  parameters: [
    {
      name: 'source',
      in: 'path',
      description: 'path of a file, or name of a container',
      required: true,
      example: 'web',
    },
  ],
  answer: z.strictObject({
    ...sourceStatus,
    host: z.string(),
    position: z
      .strictObject({
        path: z.string(),
        inode: z.int(),
        offset: z.int().describe('Bytes of the file that have been read …'),
        size: z.int().describe('… of so many.'),
        others: z.int().describe('Rotated files of the log that are still open.'),
      })
      .optional(),
    keepsLines: z.boolean().describe('False while logs.keep_error_lines is.'),
    errorLines: z.array(z.strictObject(keptLine)).describe('The last of severity error and fatal, oldest first.'),
    sampleLines: z.array(z.strictObject(keptLine)).describe('Some of the last of any severity, oldest first.'),
    rules: z.array(z.strictObject({ rule: z.string(), metric: z.string().optional(), matched: z.int() })),
  }),
  unavailable: withoutTailer,
  async handle(values, { logs }) {
    const name = values.one('source')!;
    const found = await logs.source(name);
    if (!found.ok) return unavailable(found.reason);
    return found.value ? ok(found.value) : notFound(`no log of the name ${quote(name)} is read`);
  },
};
