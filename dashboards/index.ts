import { container } from './container.ts';
import { containers } from './containers.ts';
import { dockerana } from './dockerana.ts';
import { host } from './host.ts';
import { logs } from './logs.ts';
import type { Dashboard } from './model.ts';
import { statsd } from './statsd.ts';
import { tidegauge } from './tidegauge.ts';

/** All dashboards, in the order of the navigation. */
export const dashboards: readonly Dashboard[] = [host, containers, container, logs, statsd, dockerana, tidegauge];
