type Values = readonly (number | null)[];

/** Each line on top of those before it. Where a line has no value it is as high as the one below; where none has, null. */
export function stack(lines: readonly Values[]): (number | null)[][] {
  const windows = lines[0]?.length ?? 0;
  const empty = Array.from({ length: windows }, (_, index) => lines.every(line => line[index] === null));
  const height = new Array<number>(windows).fill(0);
  return lines.map(line =>
    line.map((value, index) => {
      if (empty[index]) return null;
      height[index] = height[index]! + (value ?? 0);
      return height[index]!;
    }),
  );
}

/** The places of values without a neighbour, which a line would not show. */
export function lonePoints(values: ArrayLike<number | null | undefined>): number[] {
  const has = (index: number) => values[index] !== null && values[index] !== undefined;
  return Array.from({ length: values.length }, (_, index) => index).filter(
    index => has(index) && !has(index - 1) && !has(index + 1),
  );
}
