import { amountText } from './amount-text.ts';

/** Says that lines were longer than `maxLine` bytes, and cut; nothing where there were none. */
export function cutText(lines: number, maxLine: number): string {
  return lines === 0 ? '' : `cut to ${maxLine} bytes (logs.max_line): ${amountText(lines, 'line')}\n`;
}
