/** Controls but the tab, and the marks that turn the direction of text around or cannot be seen. */
const unseen = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * A text of a log as it may be shown: what would not be seen, or would make the rest be seen as something else, is
 * spelled out, a control as its picture (`␛`), anything else by its number (`<U+202E>`).
 */
export function visibleText(text: string): string {
  return text.replace(unseen, character => {
    const code = character.codePointAt(0)!;
    if (character === '\t') return character;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? '␡' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}
