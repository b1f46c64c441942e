/** Sets a gauge, or changes it when the value is signed, from 0 when there was none. */
export function setGauge(values: Float64Array, row: number, value: number, signed: boolean): void {
  const next = signed ? values[row]! + value : value;
  // Beyond what a double holds it would stay infinite for ever.
  if (Number.isFinite(next)) values[row] = next;
}
