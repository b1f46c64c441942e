/** Why something that a line holds is not taken as a metric: values of the tag `reason` of `tidegauge.log.written.bad`. */
export type BadReason = 'json' | 'name' | 'value' | 'type' | 'rate' | 'field' | 'dimension' | 'limit';

/** A tag as it is written. */
export type WrittenTag = readonly [name: string, value: string];

interface Named {
  /** As it is written: cleaned and bounded by series.ts. */
  readonly name: string;
  readonly tags: readonly WrittenTag[];
}

/** A metric of which every value is added. */
export interface WrittenNumbers extends Named {
  readonly type: 'counter' | 'timing' | 'histogram' | 'distribution';
  readonly values: readonly number[];
  /** Each value stands for 1 / rate of its kind: above 0 and up to 1. */
  readonly rate: number;
}

/** A gauge that is set to its values in turn, or changed by them. */
export interface WrittenGauge extends Named {
  readonly type: 'gauge';
  readonly values: readonly number[];
  readonly change: boolean;
}

/** A member of a set. */
export interface WrittenMember extends Named {
  readonly type: 'set';
  readonly member: string;
}

/** A metric as a line says it. */
export type WrittenMetric = WrittenNumbers | WrittenGauge | WrittenMember;
