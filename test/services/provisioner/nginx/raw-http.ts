import { connect } from 'node:net';

/** What came back, until the other side closed the connection; `status` is undefined where it had no head. */
export interface RawAnswer {
  readonly status: number | undefined;
  readonly text: string;
}

/** Sends bytes to a port of the loopback, as no HTTP client would, and reads what comes until the connection ends. */
export function sendRaw(port: number, request: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(request, 'latin1'));
    socket.setEncoding('latin1').setTimeout(10_000, () => socket.destroy(new Error(`no end of ${text}`)));
    socket.on('data', chunk => {
      text += chunk;
    });
    socket.on('error', error => (text === '' ? reject(error) : undefined));
    socket.on('close', () => {
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
      resolve({ status: status === undefined ? undefined : Number(status), text });
    });
  });
}

/** A request line and headers, with `Host` and `Connection: close`. */
export const request = (line: string, ...headers: readonly string[]) =>
  [line, 'Host: gateway', 'Connection: close', ...headers, '', ''].join('\r\n');
