import type { z } from 'zod';
import { quote } from '../../shared/logging/quote.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { baseAddress } from '../../shared/store/influxdb/connection.ts';
import { messageIn, noAnswer } from '../../shared/store/influxdb/failures.ts';

/** Where InfluxDB's API v2 answers, and as whom we come. */
export interface InfluxdbAccess {
  readonly url: string;
  /** Left out for what needs none: health and the first set-up. */
  readonly token?: string | undefined;
  /** How long a request may take, milliseconds. */
  readonly timeout: number;
}

/** Why a request did not do what it should. */
export interface ApiFault {
  /** The status of the answer; undefined when there was none. */
  readonly status?: number;
  /** What happened, with the address; holds no token. */
  readonly message: string;
}

/** A request, and the shape of its answer's JSON. */
export interface ApiRequest<Answer> {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path and query below the address. */
  readonly path: string;
  readonly body?: object;
  readonly answer: z.ZodType<Answer>;
}

/** Asks InfluxDB. */
export type Ask = <Answer>(request: ApiRequest<Answer>) => Promise<Outcome<Answer, ApiFault>>;

/** Requests to one InfluxDB as one user. */
export function createApi({ url, token, timeout }: InfluxdbAccess): Ask {
  const base = baseAddress({ url });
  return async ({ method = 'GET', path, body, answer }) => {
    const what = `InfluxDB at ${base} answered ${method} ${path.replace(/\?.*/, '')}`;
    try {
      const response = await fetch(base + path, {
        method,
        ...(token === undefined ? {} : { headers: { authorization: `Token ${token}` } }),
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeout),
      });
      const text = await response.text();
      if (!response.ok)
        return failure({
          status: response.status,
          message: `${what} with ${response.status} ${quote(messageIn(text))}`,
        });
      const parsed = answer.safeParse(text === '' ? undefined : parseJson(text));
      return parsed.success ? success(parsed.data) : failure({ message: `${what} with something unknown` });
    } catch (error) {
      return failure({ message: noAnswer({ url, timeout }, error as Error) });
    }
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
