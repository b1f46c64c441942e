import { type Threshold, ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Panel } from '../model.ts';

/** Grafana's colours begin at a threshold, the model's above it: none at all is fine, the least something is not. */
const justAbove = (value: number) => (value === 0 ? 1e-9 : value);

/** The colours of a figure. */
export function thresholds({ warn, bad }: NonNullable<Panel['thresholds']>): ThresholdsConfigBuilder {
  const steps: Threshold[] = [
    { value: null, color: 'green' },
    ...(warn < bad ? [{ value: justAbove(warn), color: 'orange' }] : []),
    { value: justAbove(bad), color: 'red' },
  ];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}
