import type { Point } from '../point.ts';

/** Points of which every value is a finite number, and how many had to lose something for that. */
export interface FinitePoints {
  readonly points: readonly Point[];
  /** Points without those of their fields that are not finite, or left out with all of them. */
  readonly harmed: number;
  /** The first such metric. */
  readonly example?: string;
}

/**
 * Leaves out the fields that are not finite, and points that have no others: no store knows them all, and one of them
 * in the embedded store would make every sum over it useless.
 */
export function keepFinite(points: readonly Point[]): FinitePoints {
  const harmed = points.filter(point => !isFinitePoint(point));
  if (harmed.length === 0) return { points, harmed: 0 };
  return {
    points: points.map(finitePart).filter(({ fields }) => Object.keys(fields).length > 0),
    harmed: harmed.length,
    example: harmed[0]!.metric,
  };
}

function isFinitePoint({ fields }: Point): boolean {
  // Of each point of each flush: without an array of its values.
  for (const name in fields) if (!Number.isFinite(fields[name])) return false;
  return true;
}

function finitePart(point: Point): Point {
  if (isFinitePoint(point)) return point;
  return {
    ...point,
    fields: Object.fromEntries(Object.entries(point.fields).filter(([, value]) => Number.isFinite(value))),
  };
}
