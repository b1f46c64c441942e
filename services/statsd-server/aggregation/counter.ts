/** Adds to a counter, the value divided by its sample rate: whole numbers stay exact up to 2^53. */
export function addToCounter(values: Float64Array, row: number, value: number, rate: number): void {
  values[row]! += rate === 1 ? value : value / rate;
}
