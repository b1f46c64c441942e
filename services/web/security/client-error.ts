import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { securityHeaders } from './headers.ts';

const refusals: ReadonlyMap<string | undefined, readonly [status: number, error: string]> = new Map([
  ['HPE_HEADER_OVERFLOW', [431, 'the headers are too long']],
  ['ERR_HTTP_REQUEST_TIMEOUT', [408, 'the request did not come in time']],
]);

/**
 * Answers what never became a request, as the API answers, and ends the connection. One that has had an answer is only
 * ended: this would get into another that is on its way.
 */
export function answerClientError({ code }: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const [status, error] = refusals.get(code) ?? [400, 'the request is not HTTP'];
  const body = JSON.stringify({ error });
  const headers = {
    ...securityHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () => socket.destroy());
}
