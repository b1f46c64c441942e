import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { quote } from '../../shared/logging/quote.ts';
import { apiRoutes } from '../api/index.ts';
import type { WebContext } from '../context.ts';
import { securityHeaders } from './headers.ts';
import { isAllowedHost } from './hosts.ts';

/** Most characters of an address. */
const longestUrl = 8192;
/** Most characters of a part of an address that is a parameter. */
export const longestParameter = 1024;

const askedFromElsewhere = 'asked by a page of another site: open the address itself, or ask without a browser';

/** The addresses that take POST: what they are asked is too long for an address, and changes nothing. */
const postAddresses = apiRoutes.flatMap(({ path, body }) => (body ? [path] : []));

type Rules = Pick<WebContext, 'config'>;

/** Refuses, before any route, what no page of ours asks; adds the security headers to every answer. */
export function guard(app: FastifyInstance, rules: Rules): void {
  app.addHook('onRequest', async (request, reply) => refuse(request, reply, rules));
}

/** Answers, with the same rules and headers, an address that the router cannot make a route of: it knows no hooks. */
export function createRouterErrorHandler(rules: Rules) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    if (refuse(request, reply, rules)) return;
    const message =
      error.statusCode === 414
        ? `a part of the address is longer than ${longestParameter} characters`
        : `the address is ${quote(request.originalUrl)}, but must be percent-encoded UTF-8`;
    reply.code(error.statusCode ?? 400).send({ error: message });
  };
}

/** The reply, sent, where the request is refused. */
function refuse(request: FastifyRequest, reply: FastifyReply, { config }: Rules): FastifyReply | undefined {
  reply.headers(securityHeaders);
  const { host: listening, allowed_hosts: allowed } = config().web;
  const { host } = request.headers;
  if (!isAllowedHost(host, { listening, allowed, local: request.socket.localAddress })) {
    const error = `the Host header is ${quote(host ?? '')}: to be asked by that name, add it to web.allowed_hosts`;
    return reply.code(403).send({ error });
  }
  if (request.method === 'POST' && postAddresses.includes(request.originalUrl.replace(/\?.*/s, ''))) {
    // Without any the request is no browser's; the JSON that it must be, no page of another site can post either.
    const site = request.headers['sec-fetch-site'] ?? 'same-origin';
    if (site !== 'same-origin')
      return reply.code(403).send({ error: 'posted from another site: only pages of Tidegauge can post here' });
  } else if (request.method !== 'GET' && request.method !== 'HEAD')
    return reply.code(405).header('allow', 'GET, HEAD').send({ error: 'only GET and HEAD are answered' });
  // A page can be linked to from anywhere, but what makes the server work must not be started from there.
  if (request.headers['sec-fetch-site'] === 'cross-site' && request.originalUrl.startsWith('/api/'))
    return reply.code(403).send({ error: askedFromElsewhere });
  if (request.originalUrl.length > longestUrl)
    return reply.code(414).send({ error: `the address is longer than ${longestUrl} characters` });
  return undefined;
}
