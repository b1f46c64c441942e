import { containersRoute } from './containers.ts';
import { eventsRoute } from './events.ts';
import { healthzRoute } from './healthz.ts';
import { logSourceRoute } from './log-source.ts';
import { logSourcesRoute } from './log-sources.ts';
import { metricsRoute } from './metrics.ts';
import { createOpenApiRoute } from './openapi.ts';
import { queryRoute } from './query.ts';
import type { ApiRoute } from './route.ts';
import { ruleTestRoute } from './rule-test.ts';
import { runningRoute } from './running.ts';
import { tagsRoute } from './tags.ts';

const routes: readonly ApiRoute[] = [
  ...[healthzRoute, metricsRoute, tagsRoute, queryRoute, runningRoute, containersRoute, eventsRoute],
  ...[logSourcesRoute, logSourceRoute, ruleTestRoute],
];

/** All of the API. */
export const apiRoutes: readonly ApiRoute[] = [...routes, createOpenApiRoute(routes)];
