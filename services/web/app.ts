import fastify, { type FastifyInstance } from 'fastify';
import { longestTest } from '../shared/logs/inspector-protocol.ts';
import { registerApi } from './api/register.ts';
import { routeOf } from './base-path.ts';
import type { WebContext } from './context.ts';
import type { Assets } from './pages/assets.ts';
import { registerPages } from './pages/pages.ts';
import { createRouterErrorHandler, guard, longestParameter } from './security/guard.ts';

/** What the framework's own refusals of a body ask for; all other messages are ours. */
const refusals: ReadonlyMap<number, string> = new Map([
  [413, `the body is longer than ${longestTest} bytes: post fewer lines, or shorter ones`],
  [415, 'the body must be JSON: post it with the header content-type: application/json'],
]);

/** The API and the pages, not yet listening. */
export function createApp(context: WebContext, assets: () => Promise<Assets>): FastifyInstance {
  const app = fastify({
    logger: false,
    rewriteUrl: ({ url }) => routeOf(url ?? '/', context.config().web.base_path),
    routerOptions: { maxParamLength: longestParameter },
    frameworkErrors: createRouterErrorHandler(context),
  });
  // A browser asks before it lets a page of another site post JSON, and is told no; of plain text it would not ask.
  app.removeContentTypeParser('text/plain');
  guard(app, context);
  app.setErrorHandler(async (error: Error & { statusCode?: number }, _request, reply) => {
    const { statusCode = 500, message } = error;
    if (statusCode < 500) return reply.code(statusCode).send({ error: refusals.get(statusCode) ?? message });
    context.logger.error(`a request failed: ${error.stack ?? message}`);
    return reply.code(500).send({ error: 'an internal error, described in the log of Tidegauge' });
  });
  registerApi(app, context);
  registerPages(app, context, assets);
  return app;
}
