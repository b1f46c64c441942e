import { readFile } from 'node:fs/promises';
import { failure, type Outcome, success } from '../../outcome.ts';

/** The two ways to configure a token; the configuration has one of them. */
export interface TokenKeys {
  readonly token?: string | undefined;
  readonly token_file?: string | undefined;
}

/**
 * The token as configured, a file's read anew: it may be made, or made anew, long after this process began. White space around
 * it, such as a file's last line break, is no part of it.
 */
export async function readToken({ token, token_file: file }: TokenKeys): Promise<Outcome<string>> {
  if (file === undefined) {
    return token === undefined
      ? failure('store.influxdb needs a token: set store.influxdb.token_file or store.influxdb.token')
      : usable(token.trim(), 'store.influxdb.token');
  }
  const key = `store.influxdb.token_file (${file})`;
  try {
    return usable((await readFile(file, 'utf8')).trim(), key);
  } catch (error) {
    return failure(`${key} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function usable(token: string, key: string): Outcome<string> {
  if (token === '') return failure(`${key} is empty`);
  // What else there is cannot go into an HTTP header.
  if (!/^[\x21-\x7e]+$/.test(token)) return failure(`${key} holds more than one word of plain ASCII`);
  return success(token);
}
