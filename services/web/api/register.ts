import type { FastifyInstance } from 'fastify';
import type { WebContext } from '../context.ts';
import { apiRoutes } from './index.ts';
import { readParameters } from './parameters.ts';
import { type ApiRoute, badRequest, type Reply, unavailable } from './route.ts';
import { createWatchedStore, StoreUnreachable } from './watched-store.ts';

/** Puts the API on the server. */
export function registerApi(app: FastifyInstance, options: WebContext): void {
  const context = { ...options, store: createWatchedStore(options.store) };
  for (const route of apiRoutes)
    app.get(route.path.replace(/\{(\w+)\}/g, ':$1'), async (request, reply) => {
      const path = request.params as Record<string, string>;
      const search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
      const { status, body } = await answer(route, search, path, context);
      return reply.code(status).header('cache-control', 'no-store').send(body);
    });
}

async function answer(
  route: ApiRoute,
  search: string,
  path: Record<string, string>,
  context: WebContext,
): Promise<Reply> {
  const values = readParameters(route.parameters, search, path);
  if (!values.ok) return badRequest(values.reason);
  try {
    return await route.handle(values.value, context);
  } catch (error) {
    if (!(error instanceof StoreUnreachable)) throw error;
    return unavailable(error.message);
  }
}
