import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Address, Bound } from '../../shared/lifecycle/binding.ts';
import { bindHttp } from '../../shared/lifecycle/listen.ts';
import { createPlaces, type Places } from '../../shared/lifecycle/places.ts';
import { inspectorHost, inspectorPaths, longestTest } from '../../shared/logs/inspector-protocol.ts';
import type { LogInspector } from '../../shared/logs/log-inspector.ts';
import { parseRuleTest } from '../../shared/logs/parse-rule-test.ts';
import type { Outcome } from '../../shared/outcome.ts';

/** Connections, and requests that are being answered, at a time: the pages are one client. */
const mostConnections = 16;
const mostRequests = 4;
const longestHeaders = 16_384;
/** Milliseconds for a request to come in, its body included; Node ends the connection then. */
const slowest = 5000;

/** Answers the pages that run in another process. Closing it ends the connections that are open. */
export function listenForInspection(
  address: Address,
  inspector: LogInspector,
): Promise<Outcome<Bound, NodeJS.ErrnoException>> {
  const places = createPlaces(mostRequests);
  const server = createServer(
    {
      maxHeaderSize: longestHeaders,
      requestTimeout: slowest,
      headersTimeout: slowest,
      connectionsCheckingInterval: 1000,
    },
    async (request, response) => {
      try {
        reply(response, ...(await answer(request, inspector, places)));
      } catch {
        // The client went away, or was too slow, while it was sending.
        response.destroy();
      }
    },
  );
  server.maxConnections = mostConnections;
  return bindHttp(server, address);
}

type Answer = readonly [status: number, body: unknown];

async function answer(request: IncomingMessage, inspector: LogInspector, places: Places): Promise<Answer> {
  // No browser sends this name, so no page of any site reaches the lines of a log.
  if (request.headers.host !== inspectorHost) return [403, { error: `the Host header must be ${inspectorHost}` }];
  // It takes a place only once it is there: whoever sends it slowly keeps nobody waiting.
  const body = request.method === 'POST' ? await readBody(request) : '';
  if (body === undefined) return [413, { error: `the body is longer than ${longestTest} bytes` }];
  const answered = places(() => ask(request, body, inspector));
  return answered ?? [503, { error: 'the log-tailer is answering others: ask again in a second' }];
}

async function ask({ method, url = '' }: IncomingMessage, body: string, inspector: LogInspector): Promise<Answer> {
  const { pathname, searchParams } = new URL(url, `http://${inspectorHost}`);
  if (method === 'GET' && pathname === inspectorPaths.sources) return answerOf(await inspector.sources());
  if (method === 'GET' && pathname === inspectorPaths.source) {
    const found = await inspector.source(searchParams.get('name') ?? '');
    return found.ok && found.value === undefined
      ? [404, { error: 'no log of that name is followed' }]
      : answerOf(found);
  }
  if (method === 'POST' && pathname === inspectorPaths.test) {
    const test = parseRuleTest(body);
    return test.ok ? answerOf(await inspector.test(test.value)) : [400, { error: test.reason }];
  }
  return [404, { error: 'no such address' }];
}

const answerOf = (outcome: Outcome<unknown>): Answer =>
  outcome.ok ? [200, outcome.value] : [503, { error: outcome.reason }];

/** The body of a request; undefined when it is too long. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestTest) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      // What is left of a body that was not read must not be taken for another request.
      ...(status >= 400 ? { connection: 'close' } : {}),
    })
    .end(text);
}
