import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import type { Address, Bound } from '../../../shared/lifecycle/binding.ts';
import { bindHttp } from '../../../shared/lifecycle/listen.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { isAllowedHost } from '../../host-header.ts';
import { contentTypes, type Dialect, dialectFor } from './dialect.ts';

/** Connections at a time: some scrapers, not a crowd. */
const mostConnections = 64;
const longestHeaders = 8192;
/** Milliseconds for a request to come in, and for a reader of the page to read some more of it. */
const slowest = 10_000;
/** Longer than the usual minute between two scrapes, so that they reuse their connection. */
const keepAlive = 75_000;

/** Makes the page, in pieces. */
export type PageMaker = (dialect: Dialect) => Iterable<string>;

/** Serves the page at `/metrics`, and nothing else. Closing it ends the connections that are open. */
export function listenForScrapes(address: Address, make: PageMaker): Promise<Outcome<Bound, NodeJS.ErrnoException>> {
  const server = createServer(
    { maxHeaderSize: longestHeaders, requestTimeout: slowest, headersTimeout: slowest, keepAliveTimeout: keepAlive },
    (request, response) => void answer(request, response, address.host, make),
  );
  server.maxConnections = mostConnections;
  server.timeout = slowest;
  return bindHttp(server, address);
}

async function answer(
  { method, url = '', headers, socket }: IncomingMessage,
  response: ServerResponse,
  listening: string,
  make: PageMaker,
): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff');
  const refuse = (status: number, text: string) =>
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
  if (!isAllowedHost(headers.host, socket.localAddress, listening))
    refuse(403, 'the Host header is no name of this machine: ask by its address, or by statsd.prometheus.host');
  else if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD').setHeader('connection', 'close');
    refuse(405, 'only GET and HEAD are answered');
  } else if (url.split('?', 1)[0] !== '/metrics') refuse(404, 'the page is /metrics');
  else {
    const dialect = dialectFor(headers.accept);
    response.writeHead(200, { 'content-type': contentTypes[dialect], 'cache-control': 'no-store', vary: 'accept' });
    if (method === 'HEAD') response.end();
    // It rejects when the reader goes away.
    else await pipeline(Readable.from(inTurns(make(dialect)), { objectMode: false }), response).catch(() => {});
  }
}

/** A reader that is fast enough takes one piece after the other; everything else has its turn between them. */
async function* inTurns(pieces: Iterable<string>): AsyncGenerator<string> {
  for (const piece of pieces) {
    yield piece;
    await turn();
  }
}
