import type { Variable } from './model.ts';

/** Narrows a dashboard to one host, offered from those that reported the metric. */
export function hostVariable(metric: string): Variable {
  return { kind: 'tag', name: 'host', label: 'Host', tag: 'host', metric };
}

/** Narrows a dashboard to one container, offered from those that reported the metric. Required: never to all. */
export function containerVariable(metric: string, required = false): Variable {
  return { kind: 'tag', name: 'container', label: 'Container', tag: 'container', metric, required };
}
