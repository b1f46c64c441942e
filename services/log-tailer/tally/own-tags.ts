/** Tags that say where a line comes from: what a line holds must not take their place. */
export const ownTags: readonly string[] = [
  'host',
  'metric_type',
  'file',
  'container',
  'image',
  'compose_project',
  'compose_service',
  'stream',
  'unit',
];
