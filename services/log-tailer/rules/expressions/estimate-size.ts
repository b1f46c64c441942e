/** An escape, a class, the beginning of a group, a repetition, or any other character. */
const part =
  /\\(?:[pPxu]\{[^}]*\}|.)|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:<(?![=!])[^>]*>|[^:=!]*[:=!]))?|[*+?]\??|\{\d+(?:,\d*)?\}\??|./gs;
const counted = /^\{(\d+)(?:,(\d*))?\}/;

/**
 * About how many instructions a regular expression compiles to, found without compiling it: its characters, each as
 * often as it is repeated. Of what is no expression, any number.
 */
export function estimateSize(source: string): number {
  /** Of the groups that are open, what stood before each. */
  const before: number[] = [];
  let sum = 0;
  /** What a repetition would repeat. */
  let last = 0;
  for (const [text] of source.matchAll(part)) {
    const repeated = timesOf(text);
    if (text.startsWith('(')) {
      before.push(sum);
      sum = last = 0;
    } else if (text === ')') {
      last = sum + 2;
      sum = (before.pop() ?? 0) + last;
    } else {
      const size = repeated === undefined ? 1 : repeated * (last + 1);
      sum += repeated === undefined ? size : size - last;
      last = size;
    }
  }
  return sum;
}

/** How often what stands before it is written down in the program; undefined for what is no repetition. */
function timesOf(text: string): number | undefined {
  if (/^[*+?]/.test(text)) return 1;
  const numbers = counted.exec(text);
  // `a{2,}` is aaa*.
  return numbers ? Math.max(1, Number(numbers[2] || numbers[1]) + (numbers[2] === '' ? 1 : 0)) : undefined;
}
