/** Numbers of 8 bytes in arrays that wait to be used again: 8 MB. */
const mostHeld = 1 << 20;

const waiting = new Map<number, Float64Array<ArrayBuffer>[]>();
let held = 0;

/**
 * An array with anything in it: one that was given back, where there is one. Each busy series needs some in each interval,
 * and what the allocator and the garbage collector do for new ones takes several times as long as the values.
 */
export function takeNumbers(length: number): Float64Array<ArrayBuffer> {
  const found = waiting.get(length)?.pop();
  if (!found) return new Float64Array(length);
  held -= length;
  return found;
}

/** Gives an array back that nothing uses any more. */
export function giveNumbers(numbers: Float64Array<ArrayBuffer>): void {
  const { length } = numbers;
  if (held + length > mostHeld) return;
  held += length;
  const alike = waiting.get(length);
  if (alike) alike.push(numbers);
  else waiting.set(length, [numbers]);
}
