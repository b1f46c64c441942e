import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Address, Bound } from '../../shared/lifecycle/binding.ts';
import { bindHttp } from '../../shared/lifecycle/listen.ts';
import { createPlaces, type Places } from '../../shared/lifecycle/places.ts';
import { failure, type Outcome } from '../../shared/outcome.ts';
import { parseJson } from '../../shared/parse-json.ts';
import { mostRunningQueries } from '../../shared/running/most-queries.ts';
import { mostReaders, tooManyReaders } from '../../shared/running/most-readers.ts';
import { type RunningSource, runningQuery } from '../../shared/running/running.ts';
import { isAllowedHost } from '../host-header.ts';

/** Connections at a time: one or two web services, each with as many as it has requests under way. */
const mostConnections = 64;
/** Bytes of a request, its queries included. */
const longestHeaders = 32_768;
/** Milliseconds for a request to come in, and for its answer to be taken. */
const slowest = 5000;
/** Longer than pages wait between two requests. */
const keepAlive = 65_000;

const queries = z.array(runningQuery).max(mostRunningQueries);

/** Serves `GET /running?queries=JSON`, and nothing else. Closing it ends the connections that are open. */
export function listenForReaders(
  address: Address,
  source: RunningSource,
): Promise<Outcome<Bound, NodeJS.ErrnoException>> {
  const places = createPlaces(mostReaders);
  const server = createServer(
    { maxHeaderSize: longestHeaders, requestTimeout: slowest, headersTimeout: slowest, keepAliveTimeout: keepAlive },
    async (request, response) => {
      const { status, body } = await answer(request, address.host, source, places);
      response
        .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
        .end(JSON.stringify(body));
    },
  );
  server.maxConnections = mostConnections;
  server.timeout = keepAlive;
  return bindHttp(server, address);
}

async function answer(
  { method, url = '', headers, socket }: IncomingMessage,
  listening: string,
  source: RunningSource,
  places: Places,
) {
  if (!isAllowedHost(headers.host, socket.localAddress, listening))
    return refusal(403, 'the Host header is no name of this machine: ask by its address, or by statsd.running.host');
  if (method !== 'GET') return refusal(405, 'only GET is answered');
  const [path, search] = url.split('?', 2);
  if (path !== '/running') return refusal(404, 'there is only /running');
  const asked = readQueries(search);
  if (!asked.ok) return refusal(400, asked.reason);
  const values = await (places(() => source.read(asked.value)) ?? failure(tooManyReaders));
  return values.ok ? { status: 200, body: values.value } : refusal(503, values.reason);
}

function readQueries(search: string | undefined): Outcome<z.output<typeof queries>> {
  const json = parseJson(new URLSearchParams(search).get('queries') ?? '');
  const parsed = queries.safeParse(json);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : failure(`queries must be a JSON list of at most ${mostRunningQueries} queries: ${z.prettifyError(parsed.error)}`);
}

const refusal = (status: number, error: string) => ({ status, body: { error } });
