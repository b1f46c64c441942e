import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { createPlaces } from '../../shared/lifecycle/places.ts';
import type { WebContext } from '../context.ts';
import { apiRoutes } from './index.ts';
import { readParameters } from './parameters.ts';
import { type ApiRoute, badRequest, type Reply, unavailable } from './route.ts';
import { drainTooLong } from './too-long.ts';
import { createWatchedStore, StoreUnreachable } from './watched-store.ts';

/** Puts the API on the server. */
export function registerApi(app: FastifyInstance, options: WebContext): void {
  const context = { ...options, store: createWatchedStore(options.store) };
  for (const route of apiRoutes) {
    const url = route.path.replace(/\{(\w+)\}/g, ':$1');
    const places = createPlaces(route.bound?.most ?? Number.POSITIVE_INFINITY);
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const path = request.params as Record<string, string>;
      const search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
      const { status, body } =
        (await places(() => answer(route, { search, path, body: request.body }, context))) ??
        unavailable(route.bound?.refusal ?? '');
      return reply.code(status).header('cache-control', 'no-store').send(body);
    };
    if (route.body) app.post(url, { bodyLimit: route.body.longest, preParsing: drainTooLong }, handler);
    else app.get(url, handler);
  }
}

interface Asked {
  readonly search: string;
  readonly path: Record<string, string>;
  readonly body: unknown;
}

async function answer(route: ApiRoute, { search, path, body }: Asked, context: WebContext): Promise<Reply> {
  const values = readParameters(route.parameters, search, path);
  if (!values.ok) return badRequest(values.reason);
  const posted = route.body?.schema.safeParse(body);
  if (posted && !posted.success) return badRequest(`the body does not fit: ${z.prettifyError(posted.error)}`);
  try {
    return await route.handle(values.value, context, posted?.data);
  } catch (error) {
    if (!(error instanceof StoreUnreachable)) throw error;
    return unavailable(error.message);
  }
}
