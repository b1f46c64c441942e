import type { FastifyInstance } from 'fastify';
import { quote } from '../../shared/logging/quote.ts';
import type { WebContext } from '../context.ts';
import { securityHeaders } from './headers.ts';
import { isAllowedHost } from './hosts.ts';

const longestUrl = 8192;

/** Refuses, before any route, what no page of ours asks; adds the security headers to every answer. */
export function guard(app: FastifyInstance, { config }: Pick<WebContext, 'config'>): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    const { host: listening, allowed_hosts: allowed } = config().web;
    const { host } = request.headers;
    if (!isAllowedHost(host, { listening, allowed, local: request.socket.localAddress })) {
      const error = `the Host header is ${quote(host ?? '')}: to be asked by that name, add it to web.allowed_hosts`;
      return reply.code(403).send({ error });
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return reply.code(405).header('allow', 'GET, HEAD').send({ error: 'only GET and HEAD are answered' });
    if (request.url.length > longestUrl)
      return reply.code(414).send({ error: `the address is longer than ${longestUrl} characters` });
  });
}
