import { join } from 'node:path';

/**
 * Who gets files, and the uid of its process in its container, which owns them: one of its own for each of our services,
 * because a process of the same uid may look through /proc into the files of another container.
 */
export const consumers = {
  'statsd-server': 48_125,
  web: 48_126,
  grafana: 472,
  front: 101,
  gateway: 0,
} as const;

/** A container that gets files. */
export type Consumer = keyof typeof consumers;

/** Where the configuration may lie in every container of ours. */
export const standardConfig = '/etc/tidegauge/tidegauge.yaml';

/** Where the volumes are mounted in the provisioner's container. */
export const standardRoot = '/provision';

/** Where the consumers' volumes are mounted in their own containers, those of secrets excepted. */
export const mountPoint = '/etc/tidegauge';

/** The directories that the provisioner writes to, each a volume. */
export interface Layout {
  /** Its own: the master copies of all secrets. */
  readonly data: string;
  /** The volume of a consumer. */
  volume(consumer: Consumer): string;
}

/** The volumes below `root`. */
export function layoutBelow(root: string): Layout {
  return { data: join(root, 'data'), volume: consumer => join(root, consumer) };
}

/** The name of Grafana's first user, which compose/stack.yaml gives it. */
export const grafanaUser = 'admin';
