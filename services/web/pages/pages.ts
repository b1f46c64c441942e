import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dashboards } from '../../../dashboards/index.ts';
import { pageRoutes } from '../base-path.ts';
import type { WebContext } from '../context.ts';
import { resolutionsOf } from '../resolutions.ts';
import type { Assets } from './assets.ts';
import { favicon } from './favicon.ts';
import { renderShell } from './shell.ts';

/** Puts the pages, and what they are made of, on the server. */
export function registerPages(app: FastifyInstance, context: WebContext, assets: () => Promise<Assets>): void {
  const page = async (request: FastifyRequest, reply: FastifyReply, uid: string | undefined) => {
    reply.header('cache-control', 'no-store');
    let built: Assets;
    try {
      built = await assets();
    } catch {
      return reply.code(503).type('text/plain').send('The pages could not be built; /healthz says why. The API works.');
    }
    const html = renderShell({
      assets: built,
      uid,
      theme: themeOf(request.headers.cookie),
      basePath: context.config().web.base_path,
      data: dataOf(context),
    });
    return reply
      .code(uid === undefined ? 404 : 200)
      .type('text/html; charset=utf-8')
      .send(html);
  };

  app.get(`${pageRoutes}/`, (request, reply) => page(request, reply, 'host'));
  app.get(`${pageRoutes}/containers`, (request, reply) => page(request, reply, 'containers'));
  app.get(`${pageRoutes}/containers/:name`, (request, reply) => page(request, reply, 'container'));
  app.get(`${pageRoutes}/logs`, (request, reply) => page(request, reply, 'logs'));
  app.get(`${pageRoutes}/logs/:name`, (request, reply) => page(request, reply, 'log'));
  app.get(`${pageRoutes}/rules/test`, (request, reply) => page(request, reply, 'rules'));
  app.get(`${pageRoutes}/d/:uid`, (request: FastifyRequest<{ Params: { uid: string } }>, reply) =>
    page(request, reply, dashboards.find(({ uid }) => uid === request.params.uid)?.uid),
  );
  app.get(`${pageRoutes}/favicon.svg`, (_request, reply) =>
    reply.header('cache-control', 'max-age=86400').type('image/svg+xml').send(favicon),
  );
  app.get(`${pageRoutes}/assets/:name`, async (request, reply) => {
    const { script, style } = await assets();
    const asset = [script, style].find(({ path }) => `${pageRoutes}${path}` === request.url);
    if (!asset) return reply.callNotFound();
    return reply.header('cache-control', 'max-age=31536000, immutable').type(asset.type).send(asset.body);
  });
  app.setNotFoundHandler((request, reply) =>
    request.originalUrl.startsWith('/api/')
      ? reply.code(404).send({ error: 'no such address; /api/v1/openapi.json lists those there are' })
      : page(request, reply, undefined),
  );
}

/** What the browser's code needs to know of the server; its clock, so that a browser whose own is off still fits. */
function dataOf({ config, clock, startedAt }: WebContext): Record<string, string> {
  const { statsd } = config();
  return {
    now: String(clock.now()),
    started: String(startedAt),
    resolutions: JSON.stringify(resolutionsOf(config())),
    statsd: `${reachable(statsd.host)} ${statsd.port}`,
  };
}

/** Where applications on this host send, given what the server listens on: all addresses are none to send to. */
const reachable = (host: string) => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host);

/** The reader's choice of theme: in a cookie, so that the first paint already has it. */
function themeOf(cookie: string | undefined): 'light' | 'dark' | undefined {
  return /(?:^|; *)theme=(light|dark)(?:;|$)/.exec(cookie ?? '')?.[1] as 'light' | 'dark' | undefined;
}
