import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** Decides what to answer; `body` is the request's, unzipped. */
export type Respond = (request: IncomingMessage, body: string, response: ServerResponse) => void;

/** A server in place of InfluxDB, for what a real one cannot be made to do. */
export async function startFakeServer(respond: Respond) {
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const bytes = Buffer.concat(pieces);
    const zipped = request.headers['content-encoding'] === 'gzip';
    respond(request, (zipped ? gunzipSync(bytes) : bytes).toString(), response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    /** Connections that are open. */
    connections: () =>
      new Promise<number>((resolve, reject) => {
        server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
      }),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Runs `body` with such a server, and stops it whatever happens. */
export async function withFakeServer(
  respond: Respond,
  body: (server: Awaited<ReturnType<typeof startFakeServer>>) => Promise<void>,
): Promise<void> {
  const server = await startFakeServer(respond);
  try {
    await body(server);
  } finally {
    server.stop();
  }
}

/** Answers with a status and, unless it is text already, JSON. */
export function reply(response: ServerResponse, status: number, body?: object | string): void {
  const json = typeof body === 'object';
  response.writeHead(status, { 'content-type': json ? 'application/json; charset=utf-8' : 'text/html' });
  response.end(json ? JSON.stringify(body) : body);
}
