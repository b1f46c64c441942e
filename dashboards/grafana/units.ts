import type { Unit } from '../model.ts';

/**
 * Grafana's ids of the model's units; sizes in powers of 1024, as the web pages have them.
 * https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts
 */
export const grafanaUnits: Readonly<Record<Unit, string>> = {
  fraction: 'percentunit',
  bytes: 'bytes',
  bytesPerSecond: 'binBps',
  perSecond: 'cps',
  seconds: 's',
  milliseconds: 'ms',
  cores: 'short',
  count: 'short',
};
