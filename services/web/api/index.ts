import { containersRoute } from './containers.ts';
import { eventsRoute } from './events.ts';
import { healthzRoute } from './healthz.ts';
import { metricsRoute } from './metrics.ts';
import { createOpenApiRoute } from './openapi.ts';
import { queryRoute } from './query.ts';
import type { ApiRoute } from './route.ts';
import { tagsRoute } from './tags.ts';

const routes = [healthzRoute, metricsRoute, tagsRoute, queryRoute, containersRoute, eventsRoute];

/** All of the API. */
export const apiRoutes: readonly ApiRoute[] = [...routes, createOpenApiRoute(routes)];
