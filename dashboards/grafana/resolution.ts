import {
  QueryVariableBuilder,
  VariableHide,
  type VariableModel,
  VariableRefresh,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { datasource } from './datasource.ts';
import { placeholder } from './placeholder.ts';

/** Stands for the finest retention policy that still holds the beginning of the range on the screen. */
export const resolution = '$resolution';

/** Stands for that policy's distance between two points: a duration of InfluxQL and of Grafana. */
export const step = `${placeholder('step')}ms`;

/** The same as a number of milliseconds. */
export const stepMilliseconds = placeholder('step');

/** Half-open `[start, end)` in epoch milliseconds of what may begin in a policy: see the measurement `resolution`. */
const ofThisRange = 'FROM "resolutions"."resolution" WHERE "start" <= $__from AND "end" > $__from';

function hidden(name: string, field: string): VariableModel {
  const variable = new QueryVariableBuilder(name)
    .datasource(datasource)
    .query(`SELECT "${field}" ${ofThisRange}`)
    .hide(VariableHide.HideVariable)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .build();
  // A link that is opened later must not bring back what was right for its range then; the builder cannot say so.
  return { ...variable, skipUrlSync: true };
}

/** The variables behind these texts; Grafana asks for them anew when the range changes. */
export const resolutionVariables: readonly VariableModel[] = [hidden('resolution', 'rp'), hidden('step', 'step')];
