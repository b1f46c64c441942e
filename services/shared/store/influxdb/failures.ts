import { formatDuration } from '../../duration.ts';
import { quote } from '../../logging/quote.ts';
import { baseAddress, type Connection } from './connection.ts';

/** A request that got no answer because its time was up: what AbortSignal.timeout and the client reject with. */
const isTimeout = (error: Error) => ['TimeoutError', 'AbortError', 'RequestTimedOutError'].includes(error.name);

/** `ECONNREFUSED` and the like, which fetch wraps in an error of its own. */
function systemCode(error: Error): string {
  const { code, cause, message } = error as NodeJS.ErrnoException;
  if (code) return code;
  return cause instanceof Error ? systemCode(cause) : message;
}

/** Why a request got no answer. */
export function noAnswer(connection: Pick<Connection, 'url' | 'timeout'>, error: Error): string {
  const server = `InfluxDB at ${baseAddress(connection)}`;
  return isTimeout(error)
    ? `${server} did not answer within ${formatDuration(connection.timeout)}`
    : `${server} cannot be reached (${systemCode(error)})`;
}

/** As {@link noAnswer}, and what of the configuration would change that. */
export function explainNoAnswer(connection: Connection, error: Error): string {
  const remedy = isTimeout(error)
    ? ' (store.influxdb.timeout)'
    : ': see that it runs and that store.influxdb.url is its address';
  return noAnswer(connection, error) + remedy;
}

/**
 * What the server says in an answer that is not a success: `message` of the API v2
 * (https://docs.influxdata.com/influxdb/v2/api/v2/), `error` of that of 1.x, or whatever a proxy in between has.
 */
export function messageIn(body: string): string {
  try {
    const { message, error }: { message?: unknown; error?: unknown } = JSON.parse(body) ?? {};
    return String(message ?? error ?? body);
  } catch {
    return body;
  }
}

/** What an answer that is not a success means, and what would change that. `text` is what the server said. */
export function explainStatus(connection: Connection, status: number, text: string): string {
  const server = `InfluxDB at ${baseAddress(connection)}`;
  const bucket = `bucket ${quote(connection.bucket)}`;
  const said = `${status} ${quote(text)}`;
  switch (status) {
    case 401:
      return `${server} does not know the token (${said}): see store.influxdb.token_file or store.influxdb.token`;
    case 403:
      return `${server} does not let the token use ${bucket} (${said}): it needs the rights to read and to write`;
    case 404:
      return `${server} has no ${bucket} in organisation ${quote(connection.org)} (${said}): create it, or see store.influxdb.bucket and store.influxdb.org`;
    default:
      return `${server} answered ${said}`;
  }
}

/** What an error in an answer to a query means. `text` is what the server said. */
export function explainQueryError(connection: Connection, text: string): string {
  const missing = /^(database|retention policy) not found/.test(text);
  const remedy = missing ? ': no such bucket, or the token has no right to read it' : '';
  return `InfluxDB at ${baseAddress(connection)} answered a query with ${quote(text)}${remedy}`;
}
