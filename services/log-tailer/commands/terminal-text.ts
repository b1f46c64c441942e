/** Controls, marks that turn text around or cannot be seen, and line ends of Unicode. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A text of a log as a terminal may be given it, which would obey what is in it: a tab is `⇥`, any other control its
 * picture (`␛`), and what else would not be seen its number (`<U+202E>`), so that one knows what an expression must match.
 */
export function terminalText(text: string): string {
  return text.replace(unseen, character => {
    const code = character.codePointAt(0)!;
    if (character === '\t') return '⇥';
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? '␡' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}
